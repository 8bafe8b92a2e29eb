package dev.countersign.evaluation;

import dev.countersign.decision.GroupThresholds;
import dev.countersign.decision.ThresholdGoal;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.stats.PopulationStability;
import dev.countersign.stats.ReferenceBins;
import dev.countersign.stats.Resampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Resampled intervals, group thresholds and stability indices on Adult beside Fairlearn and
 * Evidently, taken in turns.
 *
 * <p>Arguments: a Python with Fairlearn, one with Evidently, the script {@code fairness.py}, Adult,
 * a folder, and how many rounds.
 */
final class FairnessBench {
  private static final int REPLICATES = 10_000;

  private FairnessBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String python = arguments[0];
    String script = arguments[2];
    String adult = arguments[3];
    Path scored = Files.createDirectories(Path.of(arguments[4])).resolve("scored.csv");
    int rounds = Integer.parseInt(arguments[5]);
    if (new ProcessBuilder(python, script, "prepare", adult, scored.toString())
            .inheritIO()
            .start()
            .waitFor()
        != 0) {
      throw new IllegalStateException("the scores could not be made");
    }
    Scored rows = Scored.read(scored);
    Table table = Table.read(Path.of(adult));
    try (Other fairlearn = new Other(python, script, "serve", scored.toString());
        Other evidently = new Other(arguments[1], script, "drift", adult)) {
      System.out.printf(
          "%s, %s; rounds %d, medians%n", fairlearn.version, evidently.version, rounds);
      compare("resampling, a replicate", () -> resample(rows), fairlearn, "resampling", rounds);
      compare("equalized-odds thresholds", () -> thresholds(rows), fairlearn, "thresholds", rounds);
      compare("PSI of every column", () -> stability(table), evidently, "psi", rounds);
    }
  }

  /** Work; answers in how many units its time counts. */
  private interface Work {
    int run();
  }

  private static void compare(String what, Work ours, Other theirs, String task, int rounds)
      throws IOException {
    double[] own = new double[rounds];
    double[] other = new double[rounds];
    double[] ratios = new double[rounds];
    ours.run();
    theirs.seconds(task);
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      int units = ours.run();
      own[round] = (System.nanoTime() - start) / 1e9 / units;
      other[round] = theirs.seconds(task);
      ratios[round] = other[round] / own[round];
    }
    System.out.printf(
        Locale.ROOT,
        "  %-28s ours %.3g s, theirs %.3g s: %.0f times%n",
        what,
        median(own),
        median(other),
        median(ratios));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Selection rate, true and false positive rate of both sexes, each with an interval. */
  private static int resample(Scored rows) {
    for (long[] cells : rows.cells()) {
      long[][] strata = {cells};
      Resampling.interval(
          strata, c -> ratio(c[0][0] + c[0][2], Arrays.stream(c[0]).sum()), REPLICATES, 0.95, 1);
      Resampling.interval(strata, c -> ratio(c[0][0], c[0][0] + c[0][1]), REPLICATES, 0.95, 1);
      Resampling.interval(strata, c -> ratio(c[0][2], c[0][2] + c[0][3]), REPLICATES, 0.95, 1);
    }
    return REPLICATES;
  }

  private static double ratio(long hits, long of) {
    return (double) hits / of;
  }

  private static int thresholds(Scored rows) {
    GroupThresholds.fit(
        List.of(),
        ThresholdGoal.of(Constraint.EQUALIZED_ODDS),
        rows.scores(),
        rows.favourable(),
        rows.sex(),
        0.5);
    return 1;
  }

  private static int stability(Table table) {
    int cut = table.rows() * 2 / 3;
    for (double[] column : table.numbers()) {
      double[] reference = Arrays.copyOf(column, cut);
      ReferenceBins bins = ReferenceBins.of(reference, 10);
      double[] current = Arrays.copyOfRange(column, cut, column.length);
      PopulationStability.of(bins.count(reference), bins.count(current)).threshold();
    }
    for (String[] column : table.texts()) {
      Map<String, Integer> index = new HashMap<>();
      for (String value : column) {
        index.putIfAbsent(value, index.size());
      }
      long[][] counts = new long[2][index.size()];
      for (int row = 0; row < column.length; row++) {
        counts[row < cut ? 0 : 1][index.get(column[row])]++;
      }
      PopulationStability.of(counts[0], counts[1]).threshold();
    }
    return 1;
  }

  /** What the model said of every row of Adult. */
  private record Scored(double[] scores, boolean[] favourable, List<String> sex) {
    static Scored read(Path file) throws IOException {
      List<String[]> lines =
          Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
      boolean[] favourable = new boolean[lines.size()];
      for (int row = 0; row < favourable.length; row++) {
        favourable[row] = lines.get(row)[0].equals("1");
      }
      return new Scored(
          lines.stream().mapToDouble(line -> Double.parseDouble(line[1])).toArray(),
          favourable,
          lines.stream().map(line -> line[2]).toList());
    }

    /** Per sex: label × decision. */
    long[][] cells() {
      long[][] cells = new long[2][4];
      for (int row = 0; row < scores.length; row++) {
        int cell = (favourable[row] ? 0 : 2) + (scores[row] >= 0.5 ? 0 : 1);
        cells[sex.get(row).equals("Male") ? 1 : 0][cell]++;
      }
      return cells;
    }
  }

  /** Adult in memory, as the other side has it too. */
  private record Table(List<double[]> numbers, List<String[]> texts, int rows) {
    static Table read(Path file) throws IOException {
      List<String[]> lines =
          Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
      List<double[]> numbers = new ArrayList<>();
      List<String[]> texts = new ArrayList<>();
      for (int c = 0; c < lines.getFirst().length; c++) {
        int column = c;
        String[] values = lines.stream().map(line -> line[column]).toArray(String[]::new);
        if (IntStream.range(0, values.length).allMatch(i -> values[i].matches("-?[0-9.]+"))) {
          numbers.add(Arrays.stream(values).mapToDouble(Double::parseDouble).toArray());
        } else {
          texts.add(values);
        }
      }
      return new Table(numbers, texts, lines.size());
    }
  }

  /** Another tool in a process of its own. */
  private static final class Other implements AutoCloseable {
    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;
    final String version;

    Other(String... command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
      answers = process.inputReader(StandardCharsets.UTF_8);
      version = answers.readLine();
    }

    double seconds(String task) throws IOException {
      questions.println(task);
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException(version + " gave no answer to " + task);
      }
      return Double.parseDouble(answer);
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
