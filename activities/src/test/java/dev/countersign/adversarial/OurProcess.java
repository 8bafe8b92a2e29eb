package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Norm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * A JVM that attacks once and ends, started as the launcher starts the product: from jars, with
 * what an earlier start learned kept in an AOT cache (JEP 514), as Python keeps its compiled
 * modules.
 */
final class OurProcess {
  /** The argument that tells {@link AttackBench} to attack once. */
  static final String ONCE = "once";

  private OurProcess() {}

  /** Starts it once and keeps what the JVM learned in the folder. */
  static void rehearse(Path folder, Norm norm) throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("learned.aot"));
    List<String> command = command(folder, norm);
    command.add(1, "-XX:AOTCacheOutput=" + folder.resolve("learned.aot"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("rehearsal.log").toFile())
            .start();
    if (process.waitFor() != 0 || !Files.exists(folder.resolve("learned.aot"))) {
      throw new IOException(
          "the rehearsal failed: " + Files.readString(folder.resolve("rehearsal.log")));
    }
  }

  /** The command, which may be added to. */
  static List<String> command(Path folder, Norm norm) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Files.exists(folder.resolve("learned.aot"))) {
      command.add("-XX:AOTCache=" + folder.resolve("learned.aot"));
    }
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            jars(folder),
            AttackBench.class.getName(),
            ONCE,
            folder.toString(),
            norm.name()));
    return command;
  }

  /** The class path with jars in the place of folders, of which nothing can be kept. */
  private static String jars(Path folder) throws IOException {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Files.isDirectory(Path.of(entry))) {
        entries.add(entry);
        continue;
      }
      Path packed = folder.resolve("classes-" + entries.size() + ".jar");
      if (!Files.exists(packed)
          && jar.run(System.out, System.err, "-cf", packed.toString(), "-C", entry, ".") != 0) {
        throw new IOException("could not pack " + entry);
      }
      entries.add(packed.toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
