package dev.countersign.data;

import dev.countersign.data.PredictedColumns.Amounts;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts labels against decisions, by ranges of what ranks them, where the rows are. */
record PredictionCounts(PredictedColumns columns) {
  /** The range of a row without a score in [0, 1]. */
  private static final int NO_SCORE = -2;

  /**
   * By probability where there is one, else by decision alone.
   *
   * @param joined how many ranges next to each other are one
   */
  List<ScoreCell> decisions(List<ProtectedAttribute> attributes, int joined) {
    Sql score = columns.score();
    if (score == null) {
      return query(attributes, Sql.of("-1"), Sql.of("0e0"), false);
    }
    Sql bin =
        Sql.format(
            "CASE WHEN %s >= 0 AND %s <= 1 THEN %s ELSE " + NO_SCORE + " END",
            score,
            score,
            joined(ScoreRanges.ofProbability(score), joined));
    List<ScoreCell> cells = query(attributes, bin, score, true);
    long bad = cells.stream().filter(cell -> cell.bin() == NO_SCORE).mapToLong(ScoreCell::n).sum();
    PredictedColumns.refuse(
        columns.name(),
        bad,
        "no score in [0, 1]. Correct the column, or split off the rows without a score");
    return cells;
  }

  /**
   * By how far predicted numbers lie within the favourable range.
   *
   * @param among those of all rows
   * @param joined how many ranges next to each other are one
   */
  List<ScoreCell> ranks(
      Amounts amounts, Quartiles among, List<ProtectedAttribute> attributes, int joined) {
    Sql rank = amounts.rank();
    return query(attributes, joined(ScoreRanges.ofNumber(rank, among), joined), rank, false);
  }

  private static Sql joined(Sql range, int by) {
    return by == 1 ? range : Sql.format("CAST(floor(%s / " + by + "e0) AS INTEGER)", range);
  }

  private List<ScoreCell> query(
      List<ProtectedAttribute> attributes, Sql bin, Sql score, boolean probability) {
    List<Sql> keys = new ArrayList<>(columns.groups(attributes));
    keys.add(Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", columns.favourable()));
    keys.add(Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", columns.decided()));
    keys.add(bin);
    int groups = attributes.size();
    String by = PredictedColumns.keys(groups + 3);
    Sql rows =
        Sql.format(
            "SELECT %s, %s AS s FROM %s", PredictedColumns.named(keys), score, columns.rows());
    if (probability) {
      rows = withLosses(rows, by, "k" + groups);
    }
    Sql cells =
        Sql.format(
            "SELECT "
                + by
                + ", count(*), min(s), max(s), "
                + Powers.of("s")
                + (probability ? ", " + Powers.of("b") + ", " + Powers.of("l") : "")
                + " FROM (%s) GROUP BY "
                + by,
            rows);
    return columns.session().query(cells, row -> cell(row, groups, probability));
  }

  /** Adds the Brier loss {@code b} and the log loss {@code l} of every row. */
  private static Sql withLosses(Sql rows, String keys, String favourable) {
    Sql right =
        Sql.format(
            "SELECT "
                + keys
                + ", s, CASE "
                + favourable
                + " WHEN 1 THEN s ELSE 1e0 - s END AS r FROM (%s)",
            rows);
    return Sql.format(
        "SELECT " + keys + ", s, (1e0 - r) * (1e0 - r) AS b, " + logLoss("r") + " AS l FROM (%s)",
        right);
  }

  /** −ln of a probability. */
  static String logLoss(String probability) {
    return "-ln(greatest("
        + ScoreCell.CLIP
        + ", least(1e0 - "
        + ScoreCell.CLIP
        + ", "
        + probability
        + ")))";
  }

  private static ScoreCell cell(ResultSet row, int groups, boolean probability)
      throws SQLException {
    List<@Nullable String> names = PredictedColumns.groups(row, groups);
    int at = groups;
    return new ScoreCell(
        names,
        row.getInt(at + 1) == 1,
        row.getInt(at + 2) == 1,
        row.getInt(at + 3),
        row.getLong(at + 4),
        row.getDouble(at + 5),
        row.getDouble(at + 6),
        Powers.read(row, at + 7),
        probability ? Powers.read(row, at + 10) : Sums.NONE,
        probability ? Powers.read(row, at + 13) : Sums.NONE);
  }
}
