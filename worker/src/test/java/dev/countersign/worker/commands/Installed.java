package dev.countersign.worker.commands;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code countersign} on the PATH of a real shell; it starts the programs as the launcher does. */
final class Installed {
  private final Path bin;

  private Installed(Path bin) {
    this.bin = bin;
  }

  /** What a shell left behind: its exit code, and what it printed on both outputs together. */
  record Ran(int code, String printed) {}

  static Installed into(Path folder) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path jar = folder.resolve("class-path.jar");
    writeClassPath(jar);
    Path launcher = bin.resolve("countersign");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        case "$1" in
          demo | worker | check | explain) program=dev.countersign.worker.Main ;;
          *) program=dev.countersign.cli.Main ;;
        esac
        exec "%s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \\
          --sun-misc-unsafe-memory-access=allow -cp "%s" "$program" "$@"
        """
            .formatted(System.getProperty("java.home"), jar));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Installed(bin);
  }

  /** One jar that names all others: a class path of hundreds of jars is too long for some. */
  private static void writeClassPath(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream closing = new JarOutputStream(out, manifest)) {
      closing.finish();
    }
  }

  /** A shell in a folder, ready to start with these commands. */
  ProcessBuilder shell(Path folder, Map<String, String> environment, String commands) {
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-eo", "pipefail", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    shell.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
    shell.environment().putAll(environment);
    return shell;
  }

  /** Runs commands to their end. */
  Ran run(Path folder, Map<String, String> environment, String commands)
      throws IOException, InterruptedException {
    Process process = shell(folder, environment, commands).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println("$ " + commands + "\n" + printed);
    return new Ran(process.waitFor(), printed);
  }
}
