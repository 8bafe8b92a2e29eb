package dev.countersign.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.countersign.data.Frame;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import dev.countersign.passport.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Explains the same rows of the same models as other people's libraries do, turn by turn in one
 * run: theirs, ours, theirs, ours. What is printed is the median of each side's seconds and of the
 * turns' ratios, and how far the values are apart, which shows that the work is the same.
 *
 * <p>Seconds of the processor stand beside those of the clock, as a busy machine stretches these.
 * Theirs leave out processes that share the work.
 *
 * <p>Making ready what does not depend on the rows is not timed on either side, and both have had
 * turns before the first that counts. Our tables of {@link PathDependentShap} are made anew every
 * turn, as they depend on how many rows there are.
 */
public final class ExplanationsBench {
  private static final int FOREST_ROWS = 1000;
  private static final int INTERVENTIONAL_ROWS = 200;
  private static final int BOOSTED_ROWS = 2000;
  private static final int KERNEL_ROWS = 10;
  private static final int LIME_ROWS = 10;
  private static final int BACKGROUND = 100;
  private static final int SMALL = 13;
  private static final int WARM_UP = 3;
  private static final int TURNS = Integer.getInteger("turns", 7);
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Path folder;
  private final Frame rows;

  private ExplanationsBench(Path folder) {
    this.folder = folder;
    this.rows = German.csv(folder.resolve("rows.csv"), name -> true);
  }

  /**
   * Arguments: a Python, the script that is the other side, the folder where its models are, {@code
   * one} or {@code all}, and optionally which measurements.
   */
  public static void main(String[] args) throws Exception {
    ExplanationsBench bench = new ExplanationsBench(Path.of(args[2]));
    List<String> wanted = Arrays.asList(args).subList(4, args.length);
    Process python =
        new ProcessBuilder(args[0], args[1], "serve", args[2], args[3])
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answers = python.inputReader(StandardCharsets.UTF_8);
        PrintWriter questions =
            new PrintWriter(python.outputWriter(StandardCharsets.UTF_8), true)) {
      System.out.println(
          "cores: " + args[3] + " (" + Runtime.getRuntime().availableProcessors() + ")");
      System.out.println(answers.readLine());
      System.out.println("Java " + Runtime.version());
      System.out.printf(
          "%-16s %10s %10s %8s %10s %10s %8s %8s%n",
          "measurement", "theirs s", "ours s", "ratio", "theirs cpu", "ours cpu", "ratio", "apart");
      for (Map.Entry<String, Supplier<double[]>> ours : bench.measurements().entrySet()) {
        if (wanted.isEmpty() || wanted.contains(ours.getKey())) {
          bench.compare(ours.getKey(), ours.getValue(), questions, answers);
        }
      }
    }
    python.destroy();
  }

  private Map<String, Supplier<double[]>> measurements() throws IOException {
    Map<String, Supplier<double[]>> all = new LinkedHashMap<>();
    TreeModel forest = trees("forest.onnx", Format.ONNX);
    all.put("forest", () -> pathDependent(forest, FOREST_ROWS));
    InterventionalShap overBackground =
        new InterventionalShap(forest.ensemble(), forest.matrix(rows, 0, BACKGROUND));
    all.put(
        "interventional",
        () ->
            overBackground
                .explain(forest.matrix(rows, BACKGROUND, BACKGROUND + INTERVENTIONAL_ROWS))
                .values());
    TreeModel xgboost = trees("xgboost.ubj", Format.XGBOOST);
    all.put("xgboost_own", () -> pathDependent(xgboost, BOOSTED_ROWS));
    TreeModel lightgbm = trees("lightgbm.txt", Format.LIGHTGBM);
    all.put("lightgbm_own", () -> pathDependent(lightgbm, BOOSTED_ROWS));

    LinearScorer linear = linear();
    KernelExplainer kernel = new KernelExplainer(linear, rows(0, BACKGROUND), 1);
    all.put("kernel", () -> kernel.explain(rows(BACKGROUND, KERNEL_ROWS)).values());
    LimeExplainer lime = new LimeExplainer(linear, rows, 1);
    all.put(
        "lime",
        () ->
            lime.explain(rows(0, LIME_ROWS)).stream()
                .flatMapToDouble(found -> Arrays.stream(found.weights()))
                .toArray());
    return all;
  }

  private double[] pathDependent(TreeModel model, int count) {
    return new PathDependentShap(model.ensemble(), count)
        .explain(model.matrix(rows, 0, count))
        .values();
  }

  private TreeModel trees(String file, Format format) {
    try (Scorer scorer = Models.open(folder.resolve(file), format, rows.names(), 1)) {
      return scorer.trees().orElseThrow();
    }
  }

  private LinearScorer linear() throws IOException {
    JsonNode stored = Json.mapper().readTree(Files.readAllBytes(folder.resolve("linear.json")));
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String name : rows.names().subList(0, SMALL)) {
      weights.put(name, stored.path(name).asDouble());
    }
    return new LinearScorer(0, weights);
  }

  private Frame rows(int from, int count) {
    return rows.select(IntStream.range(from, from + count).toArray());
  }

  private void compare(
      String name, Supplier<double[]> ours, PrintWriter questions, BufferedReader answers)
      throws IOException {
    List<double[]> turns = new ArrayList<>();
    double[] values = {};
    for (int turn = -WARM_UP; turn < TURNS; turn++) {
      questions.println(name);
      String[] theirs = answers.readLine().split(" ");
      double theirSeconds = Double.parseDouble(theirs[0]);
      double theirCpu = Double.parseDouble(theirs[1]);
      long start = System.nanoTime();
      long busy = PROCESS.getProcessCpuTime();
      values = ours.get();
      double own = (System.nanoTime() - start) / 1e9;
      double ownCpu = (PROCESS.getProcessCpuTime() - busy) / 1e9;
      if (turn >= 0) {
        turns.add(
            new double[] {
              theirSeconds, own, theirSeconds / own, theirCpu, ownCpu, theirCpu / ownCpu
            });
      }
    }
    System.out.printf(
        "%-16s %10.4f %10.4f %8.2f %10.4f %10.4f %8.2f %8.0e%n",
        name,
        median(turns, 0),
        median(turns, 1),
        median(turns, 2),
        median(turns, 3),
        median(turns, 4),
        median(turns, 5),
        apart(name, values));
  }

  private static double median(List<double[]> turns, int at) {
    return turns.stream()
        .map(turn -> turn[at])
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(turns.size() / 2);
  }

  /** Largest distance between their values and ours. */
  private double apart(String name, double[] values) throws IOException {
    double[] theirs =
        Files.readAllLines(folder.resolve(name + ".csv")).stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .mapToDouble(Double::parseDouble)
            .toArray();
    if (theirs.length != values.length) {
      throw new IllegalStateException(
          name + ": " + theirs.length + " values there, " + values.length + " here");
    }
    double most = 0;
    for (int i = 0; i < values.length; i++) {
      most = Math.max(most, Math.abs(theirs[i] - values[i]));
    }
    return most;
  }
}
