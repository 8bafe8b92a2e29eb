package dev.countersign.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs from the classes under test, to be run in processes of their own. */
public final class JavaProgram {
  private static final Path CLASS_PATH = classPathJar();

  private JavaProgram() {}

  /**
   * The command that runs a program.
   *
   * @param main its main class
   */
  public static List<String> command(String main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options());
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** Options of the JVM, the class path among them. */
  public static List<String> options() {
    return List.of(
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        CLASS_PATH.toString());
  }

  /** One jar that names all others: a class path of hundreds of jars is too long for some. */
  private static Path classPathJar() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
                .collect(Collectors.joining(" ")));
    try {
      Path folder = Files.createDirectories(Path.of("target", "servers").toAbsolutePath());
      Path jar = folder.resolve("class-path-" + ProcessHandle.current().pid() + ".jar");
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream closing = new JarOutputStream(out, manifest)) {
        closing.finish();
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
