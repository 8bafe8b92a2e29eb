package dev.countersign.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** {@code FOLDER ROWS}: writes what {@link ScaleBench} measures, and what other tools are given. */
final class ScaleData {
  /** Every column, and a score. */
  static final String PEOPLE = "people.parquet";

  /** Id, protected columns, a feature, label and decision: what rates by group hang on. */
  static final String DECIDED = "decided.parquet";

  /** Numbers and classes, and what was predicted of them. */
  static final String OUTCOMES = "outcomes.parquet";

  /** The same as whole numbers without the id, so that other tools needn't read Parquet. */
  private static final String CODES = "codes.csv";

  private ScaleData() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]));
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
              + folder.resolve(PEOPLE)
              + "' (FORMAT parquet)");
    }
    copy(
        folder,
        "SELECT id, sex, race, town, income, CASE WHEN score >= 0.5 THEN 'rich' ELSE 'poor' END AS"
            + " decided",
        DECIDED,
        "FORMAT parquet");
    copy(
        folder,
        "SELECT id, sex, race, age, town, hours, hours + (random() + random() + random() - 1.5) *"
            + " 20 AS said_hours, work, CASE WHEN random() < 0.7 THEN work ELSE list_extract(['a',"
            + " 'b', 'c', 'd', 'e'], 1 + CAST(floor(random() * 5) AS INTEGER)) END AS said_work",
        OUTCOMES,
        "FORMAT parquet");
    copy(
        folder,
        "SELECT CASE sex WHEN 'Male' THEN 1 ELSE 0 END, list_position(['White', 'Black', 'Asian',"
            + " 'Other'], race), CASE income WHEN 'rich' THEN 1 ELSE 0 END, CASE WHEN score >= 0.5"
            + " THEN 1 ELSE 0 END",
        CODES,
        "FORMAT csv, HEADER false");
  }

  private static void copy(Path folder, String select, String to, String as) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY ("
              + select
              + " FROM read_parquet('"
              + folder.resolve(PEOPLE)
              + "')) TO '"
              + folder.resolve(to)
              + "' ("
              + as
              + ")");
    }
  }
}
