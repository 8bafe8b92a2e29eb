package dev.countersign.data;

import dev.countersign.audit.AuditGate;
import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gates.Intersections;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Audits and evaluates many rows of Parquet beside a plain scan of the same columns.
 *
 * <p>{@code write FOLDER ROWS} writes the rows; {@code measure FOLDER ROUNDS} takes them in turns
 * and prints medians.
 */
final class ScaleBench {
  private static final String FILE = "people.parquet";

  private ScaleBench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "write" -> write(folder, Long.parseLong(arguments[2]));
      case "measure" -> measure(folder, Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException("write or measure, not " + arguments[0]);
    }
  }

  /**
   * People like Adult's: two protected columns, ten features, a label, and a score that knows it.
   */
  private static void write(Path folder, long rows) throws IOException, SQLException {
    Files.createDirectories(folder);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SELECT setseed(0.42)");
      statement.execute(
          "CREATE TABLE people AS SELECT i AS id, CASE WHEN random() < 0.33 THEN 'Female' ELSE"
              + " 'Male' END AS sex, list_extract(['White', 'White', 'White', 'White', 'White',"
              + " 'White', 'Black', 'Asian', 'Other', 'White'], 1 + CAST(floor(random() * 10) AS"
              + " INTEGER)) AS race, CAST(17 + floor(random() * 70) AS INTEGER) AS age, random() *"
              + " 16 AS education, random() * 99 AS hours, CASE WHEN random() < 0.08 THEN random()"
              + " * 99999 ELSE 0 END AS gain, random() AS x1, random() AS x2, CAST(random() * 1000"
              + " AS INTEGER) AS x3, list_extract(['a', 'b', 'c', 'd', 'e'], 1 +"
              + " CAST(floor(random() * 5) AS INTEGER)) AS work, list_extract(['u', 'v', 'w'], 1 +"
              + " CAST(floor(random() * 3) AS INTEGER)) AS town FROM range("
              + rows
              + ") t(i)");
      statement.execute(
          "CREATE TABLE scored AS SELECT *, 1 / (1 + exp(-(education / 4 + hours / 40 - 5 +"
              + " random() * 2 + CASE sex WHEN 'Male' THEN 0.4 ELSE 0 END))) AS score FROM people");
      statement.execute(
          "COPY (SELECT *, CASE WHEN random() < score THEN 'rich' ELSE 'poor' END AS income FROM"
              + " scored) TO '"
              + folder.resolve(FILE)
              + "' (FORMAT parquet)");
    }
    codes(folder);
  }

  /** The four columns that other tools need, as plain arrays, so that they needn't read Parquet. */
  private static void codes(Path folder) throws IOException, SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT CASE sex WHEN 'Male' THEN 1 ELSE 0 END, list_position(['White', 'Black',"
              + " 'Asian', 'Other'], race), CASE income WHEN 'rich' THEN 1 ELSE 0 END, score FROM"
              + " read_parquet('"
              + folder.resolve(FILE)
              + "')) TO '"
              + folder.resolve("codes.csv")
              + "' (FORMAT csv, HEADER false)");
    }
  }

  private static Manifests manifest() {
    return Manifests.over(FILE, "income", "rich")
        .id("id")
        .protect("sex", "sex", "Male")
        .protect("race", "race", "White")
        .predictions(new PredictionsSpec("score", 0.5));
  }

  private static void measure(Path folder, int rounds) throws SQLException, IOException {
    double[][] seconds = new double[4][rounds];
    for (int round = 0; round < rounds; round++) {
      seconds[0][round] = timed(() -> scan(folder, "sex, race, income"));
      seconds[1][round] = timed(() -> facts(folder));
      seconds[2][round] = timed(() -> scan(folder, "COLUMNS(*)"));
      seconds[3][round] = timed(() -> full(folder, folder.resolve("evidence")));
    }
    System.out.printf(Locale.ROOT, "rounds %d, medians; seconds%n", rounds);
    print("plain scan of sex, race, income", median(seconds[0]), 0);
    print("group facts", median(seconds[1]), ratio(seconds[1], seconds[0]));
    print("plain scan of every column", median(seconds[2]), 0);
    print("full audit and evaluation", median(seconds[3]), ratio(seconds[3], seconds[2]));
    System.out.println("peak memory of this process: " + peakMegabytes() + " MB");
  }

  private static void print(String what, double seconds, double ratio) {
    System.out.printf(
        Locale.ROOT,
        "  %-34s %8.3f%s%n",
        what,
        seconds,
        ratio == 0 ? "" : String.format(Locale.ROOT, "   %.2f times the scan", ratio));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The median of the rounds' own ratios: both were measured one after the other. */
  private static double ratio(double[] of, double[] to) {
    double[] ratios = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      ratios[i] = of[i] / to[i];
    }
    return median(ratios);
  }

  private interface Work {
    void run() throws SQLException, IOException;
  }

  private static double timed(Work work) throws SQLException, IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void scan(Path folder, String columns) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT bit_xor(hash("
                    + columns.replace("COLUMNS(*)", "*COLUMNS(*)")
                    + ")) FROM read_parquet('"
                    + folder.resolve(FILE)
                    + "')")) {
      row.next();
    }
  }

  /** Representation and base rate of every group and intersection, the dataset opened afresh. */
  private static void facts(Path folder) {
    try (Dataset data = Datasets.open(manifest().build(), folder)) {
      List<ProtectedAttribute> attributes = manifest().build().data().protectedAttributes();
      List<List<ProtectedAttribute>> wanted = new ArrayList<>();
      attributes.forEach(attribute -> wanted.add(List.of(attribute)));
      wanted.addAll(Intersections.of(attributes));
      wanted.forEach(some -> data.groupCounts(RowSet.ALL, some));
    }
  }

  private static void full(Path folder, Path evidence) {
    try (Contexts contexts = Contexts.open(manifest().build(), folder, evidence)) {
      new AuditGate().run(contexts.build());
      new EvaluationGate().run(contexts.build());
    }
  }

  private static long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
