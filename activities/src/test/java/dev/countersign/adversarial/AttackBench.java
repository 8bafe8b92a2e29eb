package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Norm;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * HopSkipJump beside ART's, turn by turn: as many questions, how near, how long; in a JVM that has
 * done it before, and as whole processes that do it once.
 */
public final class AttackBench {
  private static final int WARM_UP = 5;
  private static final int TURNS = 7;
  private static final int ROWS = 40;
  private static final int ITERATIONS = 10;

  private AttackBench() {}

  /**
   * Measures.
   *
   * @param arguments how many rows, iterations and turns, if others than usual; or {@code once}, a
   *     folder that {@link BesideArt} filled and a norm, to attack once
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals(OurProcess.ONCE)) {
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
      Whole[] wholes = new Whole[turns];
      for (int turn = -Math.min(WARM_UP, turns); turn < turns; turn++) {
        BesideArt beside = BesideArt.run(table, folder, "hop-skip-jump", norm, iterations, rows);
        BesideArt.Ours ours = beside.ours();
        System.out.println((turn < 0 ? "warm-up: " : "") + beside.inWords(ours));
        if (turn < 0) {
          OurProcess.rehearse(folder, norm);
        } else {
          ratios[turn] = beside.theirSeconds() / ours.seconds();
          wholes[turn] = wholeProcesses(table, folder, norm, iterations, rows);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: median ratio %.1f; as whole processes %.1f, with ART in a process a core %.1f%n",
          norm,
          median(ratios),
          median(Arrays.stream(wholes).mapToDouble(w -> w.theirs() / w.ours()).toArray()),
          median(
              Arrays.stream(wholes).mapToDouble(w -> w.theirsOnAllCores() / w.ours()).toArray()));
    }
  }

  /** Seconds of whole processes. */
  private record Whole(double theirs, double theirsOnAllCores, double ours) {}

  private static int number(String[] arguments, int index, int usual) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : usual;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** From the start of processes to their end, the model being there. */
  private static Whole wholeProcesses(Path table, Path folder, Norm norm, int iterations, int rows)
      throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    Whole whole =
        new Whole(
            seconds(List.of(theirs(table, folder, norm, iterations, rows, 0, 1))),
            seconds(
                IntStream.range(0, cores)
                    .mapToObj(core -> theirs(table, folder, norm, iterations, rows, core, cores))
                    .toList()),
            seconds(List.of(OurProcess.command(folder, norm))));
    System.out.printf(
        Locale.ROOT,
        "whole processes, %s: %.2f s; ART's %.2f s in one, %.2f s in %d%n",
        norm,
        whole.ours(),
        whole.theirs(),
        whole.theirsOnAllCores(),
        cores);
    return whole;
  }

  private static List<String> theirs(
      Path table, Path folder, Norm norm, int iterations, int rows, int share, int shares) {
    return List.of(
        Tool.PYTHON.path().toString(),
        folder.resolve("attacks.py").toString(),
        table.toString(),
        folder.toString(),
        "" + rows,
        "hop-skip-jump",
        "" + iterations,
        norm.name().toLowerCase(Locale.ROOT),
        "trained",
        "" + share,
        "" + shares);
  }

  private static double seconds(List<List<String>> commands)
      throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    long start = System.nanoTime();
    for (List<String> command : commands) {
      processes.add(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).waitFor() != 0) {
        throw new IOException("failed: " + String.join(" ", commands.get(i)));
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
