package dev.countersign.data;

import dev.countersign.fixture.Borrowers;
import dev.countersign.fixture.Loans;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Tables of made-up people, with predictions that stand in them. */
final class MadeUpTables {
  private MadeUpTables() {}

  /** Applicants with scores. */
  static void loans(ParquetAndTrino rows, String name, int count, long seed)
      throws SQLException, IOException {
    Path csv = Loans.write(rows.folder(name), count, seed);
    rows.table(
        name,
        "SELECT format('L{:06d}', row_number() OVER ()) AS id, CAST(income AS DOUBLE) AS income,"
            + " CAST(years AS INTEGER) AS years, purpose, sex, region, paid,"
            + " floor(1000 * 1 / (1 + exp(2 - CAST(income AS DOUBLE)))) / 1000 AS score FROM"
            + " read_csv('"
            + csv
            + "', all_varchar = true)");
  }

  /**
   * Borrowers, some without a sex, an age or debts, and what was said of their limits and grades; a
   * level is a grade as a number.
   *
   * @return the folder of the file they are made from
   */
  static Path borrowers(ParquetAndTrino rows, String name) throws SQLException, IOException {
    Path folder = rows.folder(name);
    Borrowers.write(folder);
    rows.table(
        name,
        "SELECT *, CASE WHEN n % 5 = 0 OR (sex = 'f' AND n % 3 = 0) THEN 'b' ELSE grade END AS"
            + " said_grade, CASE said_grade WHEN 'a' THEN 10e0 WHEN 'b' THEN 2e0 ELSE 1.5e0 END AS"
            + " said_level, CASE grade WHEN 'a' THEN 10 WHEN 'b' THEN 2 ELSE 1.5 END AS level,"
            + " \"limit\" + 250 * sin(n) - CASE sex WHEN 'f' THEN 60 ELSE 0 END AS said_limit FROM"
            + " (SELECT id, n, income, job, grade, CAST(\"limit\" AS DECIMAL(10, 2)) AS \"limit\","
            + " 1.5e0 + (n % 3) / 2e0 AS rooms, CASE WHEN n % 80 <> 2 THEN debt END AS debt,"
            + " CASE WHEN n % 70 <> 9 THEN sex END AS sex, CASE WHEN n % 90 <> 4 THEN 18 + n % 50"
            + " END AS age FROM (SELECT *, CAST(substr(id, 2) AS INTEGER) AS n FROM read_csv('"
            + folder.resolve("borrowers.csv")
            + "')))");
    return folder;
  }
}
