package dev.countersign.worker.traffic;

import dev.countersign.testing.RealServer;
import dev.countersign.worker.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The launcher's commands in processes of their own, from the classes under test. */
final class JavaProcess {
  private JavaProcess() {}

  static RealServer start(
      String name,
      Path folder,
      int port,
      List<String> arguments,
      Map<String, String> environment,
      BooleanSupplier ready) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(folder).toString(),
                Main.class.getName()));
    command.addAll(arguments);
    return RealServer.start(name, port, command, environment, ready);
  }

  /** One jar that names all others: a class path of hundreds of jars is too long for some. */
  private static Path classPath(Path folder) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
                .collect(Collectors.joining(" ")));
    Path jar = folder.resolve("class-path.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream closing = new JarOutputStream(out, manifest)) {
      closing.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }
}
