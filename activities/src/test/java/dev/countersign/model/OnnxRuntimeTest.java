package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
  private static final int LONGEST_ARGUMENT = 120_000;

  /** In a process of its own: what would go wrong ends the JVM. */
  @Test
  void startsWhateverTheLengthOfTheClassPath() throws Exception {
    String needed =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .filter(entry -> entry.matches(".*(classes|main|test|surefire|onnx|jspecify).*"))
            .collect(Collectors.joining(":"));
    String padding =
        IntStream.iterate(0, i -> i + 1)
            .limit(Math.max(1, (LONGEST_ARGUMENT - needed.length()) / 40))
            .mapToObj("/not/there/%030d"::formatted)
            .collect(Collectors.joining(":"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                needed + ":" + padding,
                Starts.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("started");
  }

  /** What the process runs. */
  static final class Starts {
    public static void main(String[] args) {
      System.out.println(OnnxRuntime.environment() == null ? "nothing" : "started");
    }
  }
}
