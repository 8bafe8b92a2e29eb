package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Norm;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * HopSkipJump beside ART's, turn by turn: as many questions, how near, how long; in a JVM that has
 * done it before, and as whole processes that do it once.
 */
public final class AttackBench {
  private static final int WARM_UP = 5;
  private static final int TURNS = 7;
  private static final int ROWS = 40;
  private static final int ITERATIONS = 10;
  private static final String ONCE = "once";

  private AttackBench() {}

  /**
   * Measures.
   *
   * @param arguments how many rows, iterations and turns, if others than usual; or {@code once}, a
   *     folder that {@link BesideArt} filled and a norm, to attack once
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals(ONCE)) {
      BesideArt beside =
          BesideArt.read(Path.of(arguments[1]), "hop-skip-jump", Norm.valueOf(arguments[2]));
      System.out.println(beside.inWords(beside.ours()));
      return;
    }
    int rows = number(arguments, 0, ROWS);
    int iterations = number(arguments, 1, ITERATIONS);
    int turns = number(arguments, 2, TURNS);
    Path table =
        SharedFiles.find("data/german_credit.csv")
            .orElseThrow(
                () -> new IOException("needs data/german_credit.csv: see COUNTERSIGN_SHARED"));
    Path folder = Files.createTempDirectory("attack-bench");
    for (Norm norm : Norm.values()) {
      double[] ratios = new double[turns];
      double[] wholeRatios = new double[turns];
      for (int turn = -Math.min(WARM_UP, turns); turn < turns; turn++) {
        BesideArt beside = BesideArt.run(table, folder, "hop-skip-jump", norm, iterations, rows);
        BesideArt.Ours ours = beside.ours();
        System.out.println((turn < 0 ? "warm-up: " : "") + beside.inWords(ours));
        if (turn >= 0) {
          ratios[turn] = beside.theirSeconds() / ours.seconds();
          wholeRatios[turn] = wholeProcesses(table, folder, norm, iterations, rows);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: median ratio %.1f; as whole processes %.1f%n",
          norm,
          median(ratios),
          median(wholeRatios));
    }
  }

  private static int number(String[] arguments, int index, int usual) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : usual;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Both from the start of a process to its end, the model being there: theirs over ours. */
  private static double wholeProcesses(Path table, Path folder, Norm norm, int iterations, int rows)
      throws IOException, InterruptedException {
    double theirs =
        seconds(
            List.of(
                Tool.PYTHON.path().toString(),
                folder.resolve("attacks.py").toString(),
                table.toString(),
                folder.toString(),
                "" + rows,
                "hop-skip-jump",
                "" + iterations,
                norm.name().toLowerCase(Locale.ROOT),
                "trained"));
    double ours =
        seconds(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AttackBench.class.getName(),
                ONCE,
                folder.toString(),
                norm.name()));
    System.out.printf(
        Locale.ROOT, "whole processes, %s: %.2f s, ART's %.2f s%n", norm, ours, theirs);
    return theirs / ours;
  }

  private static double seconds(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
