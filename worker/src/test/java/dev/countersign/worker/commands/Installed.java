package dev.countersign.worker.commands;

import dev.countersign.testing.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

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
    Path launcher = bin.resolve("countersign");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        case "$1" in
          demo | worker | check | explain | agent) program=dev.countersign.worker.Main ;;
          *) program=dev.countersign.cli.Main ;;
        esac
        exec "%s/bin/java" %s "$program" "$@"
        """
            .formatted(System.getProperty("java.home"), String.join(" ", JavaProgram.options())));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Installed(bin);
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
