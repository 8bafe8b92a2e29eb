package dev.countersign.data;

import dev.countersign.audit.AuditGate;
import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gates.Intersections;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code FOLDER ROUNDS}: audits and evaluates many rows of Parquet beside a plain scan of the same
 * columns, in turns, and prints every round's ratios and the medians. DuckDB's library is loaded
 * and the file read once before the first round, or its scan would pay for both and flatter what is
 * measured against it. Without rounds: does it once and prints the peak memory. Leaves in the
 * folder what {@code scale.py} compares with: in {@code seconds} what the rates took that other
 * tools compute, in {@code megabytes} the peak memory.
 */
final class ScaleBench {
  private static final String SCAN = "plain scan of every column";
  private static final String NARROW = "plain scan of sex, race, income";
  private static final String FACTS = "group facts";
  private static final String RATES = "rates of labels and decisions";
  private static final String FULL = "full audit and evaluation";

  private final Path folder;
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  private ScaleBench(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    ScaleBench bench = new ScaleBench(Path.of(arguments[0]));
    if (arguments.length > 1) {
      bench.measure(Integer.parseInt(arguments[1]));
    } else {
      bench.once();
    }
  }

  private void once() throws IOException {
    full();
    long peak = PeakMemory.megabytes();
    System.out.println("  peak memory, done once in a process of its own: " + peak + " MB");
    leave("megabytes", peak);
  }

  private void measure(int rounds) throws SQLException, IOException {
    scan("*COLUMNS(*)");
    System.out.printf(Locale.ROOT, "%s, rounds %d; seconds%n", folder, rounds);
    for (int round = 0; round < rounds; round++) {
      timed(NARROW, () -> scan("sex, race, income"));
      timed(FACTS, this::facts);
      timed(SCAN, () -> scan("*COLUMNS(*)"));
      timed(FULL, this::full);
      timed(RATES, this::rates);
      System.out.println("  round " + (round + 1));
      print(FACTS, NARROW, round);
      print(FULL, SCAN, round);
    }
    System.out.println("  medians");
    print(NARROW, "");
    print(FACTS, over(FACTS, NARROW));
    print(SCAN, "");
    print(FULL, over(FULL, SCAN));
    seconds.keySet().stream()
        .filter(name -> name.startsWith("  "))
        .forEach(part -> print(part, ""));
    print(RATES, "");
    System.out.println("  peak memory over all rounds: " + PeakMemory.megabytes() + " MB");
    leave("seconds", median(seconds(RATES)));
  }

  private void leave(String name, double value) throws IOException {
    Files.writeString(folder.resolve(name), Double.toString(value));
  }

  private List<Double> seconds(String what) {
    return seconds.computeIfAbsent(what, w -> new ArrayList<>());
  }

  private void print(String what, String ratio) {
    System.out.printf(Locale.ROOT, "  %-44s %8.3f%s%n", what, median(seconds(what)), ratio);
  }

  private void print(String what, String scan, int round) {
    System.out.printf(
        Locale.ROOT,
        "    %-42s %8.3f   %.2f times the scan of %.3f%n",
        what,
        seconds(what).get(round),
        ratio(what, scan, round),
        seconds(scan).get(round));
  }

  /** The median of the rounds' own ratios: both were measured one after the other. */
  private String over(String what, String scan) {
    List<Double> ratios =
        IntStream.range(0, seconds(what).size())
            .mapToObj(round -> ratio(what, scan, round))
            .toList();
    return String.format(Locale.ROOT, "   %.2f times the scan", median(ratios));
  }

  private double ratio(String what, String scan, int round) {
    return seconds(what).get(round) / seconds(scan).get(round);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private interface Work {
    void run() throws SQLException, IOException;
  }

  private void timed(String what, Work work) throws SQLException, IOException {
    long start = System.nanoTime();
    work.run();
    seconds(what).add((System.nanoTime() - start) / 1e9);
  }

  private void scan(String columns) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT bit_xor(hash("
                    + columns
                    + ")) FROM read_parquet('"
                    + folder.resolve(ScaleData.PEOPLE)
                    + "')")) {
      row.next();
    }
  }

  private static Manifests manifest(String file) {
    return Manifests.over(file, "income", "rich")
        .id("id")
        .protect("sex", "sex", "Male")
        .protect("race", "race", "White");
  }

  private static Manifests people() {
    return manifest(ScaleData.PEOPLE).predictions(new PredictionsSpec("score", 0.5));
  }

  private static Manifests decided() {
    return manifest(ScaleData.DECIDED).predictions(new PredictionsSpec("decided", null));
  }

  /** Representation and base rate of every group and intersection, the dataset opened afresh. */
  private void facts() {
    try (Dataset data = Datasets.open(people().build(), folder)) {
      count(data, people());
    }
  }

  private static void count(Dataset data, Manifests manifest) {
    List<ProtectedAttribute> attributes = manifest.build().data().protectedAttributes();
    List<List<ProtectedAttribute>> wanted = new ArrayList<>();
    attributes.forEach(attribute -> wanted.add(List.of(attribute)));
    wanted.addAll(Intersections.of(attributes));
    wanted.forEach(some -> data.groupCounts(RowSet.ALL, some));
  }

  /**
   * Labels and decisions of every group and intersection with all ratios, differences and
   * intervals: the whole evaluation of decisions, and more than the other tools compute.
   */
  private void rates() {
    try (Contexts contexts = contexts(decided())) {
      count(contexts.build().data(), decided());
      new EvaluationGate(1).run(contexts.build());
    }
  }

  private void full() {
    Parts parts = new Parts();
    try (Contexts contexts = contexts(people())) {
      contexts.progress(parts);
      new AuditGate().run(contexts.build());
      new EvaluationGate().run(contexts.build());
      parts.report("", 1);
    }
  }

  private Contexts contexts(Manifests manifest) {
    return Contexts.open(manifest.build(), folder, folder.resolve("evidence"));
  }

  /** Takes the time from one report to the next, under the words of the first. */
  private final class Parts implements Progress {
    private final Map<String, Double> spent = new LinkedHashMap<>();
    private String doing = "opening the data";
    private long since = System.nanoTime();

    @Override
    public void report(String step, double done) {
      long now = System.nanoTime();
      spent.merge(doing, (now - since) / 1e9, Double::sum);
      doing = step;
      since = now;
      if (done == 1) {
        spent.forEach((what, took) -> seconds("  " + what).add(took));
      }
    }
  }
}
