package dev.countersign.data;

import dev.countersign.data.ScoreCell.Sums;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.PredictionsSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts predictions that stand in the data, where they are. */
record PredictionCounts(SourceTable table, LabelledRows labelled) {
  /** The range of a row without a score in [0, 1]. */
  private static final int NO_SCORE = -2;

  List<ScoreCell> cells(
      RowSet rows, PredictionsSpec predictions, List<ProtectedAttribute> attributes) {
    SourceColumn column = table.require(predictions.column(), "predictions.column");
    Double threshold = predictions.threshold();
    if (threshold == null) {
      requireDecisions(rows, column);
      Sql decided = Sql.format("%s = %s", column.text(), favourableValue());
      return query(rows, attributes, decided, null);
    }
    requireNumbers(column);
    List<ScoreCell> cells =
        query(
            rows,
            attributes,
            Sql.format("%s >= %s", column.number(), Sql.value(threshold)),
            column.number());
    refuse(
        column,
        cells.stream().filter(cell -> cell.bin() == NO_SCORE).mapToLong(ScoreCell::n).sum(),
        "no score in [0, 1]. Correct the column, or split off the rows without a score");
    return cells;
  }

  private List<ScoreCell> query(
      RowSet rows, List<ProtectedAttribute> attributes, Sql decided, @Nullable Sql score) {
    List<Sql> keys = new ArrayList<>();
    attributes.forEach(attribute -> keys.add(GroupColumn.of(attribute, table)));
    keys.add(Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", labelled.isFavourable()));
    keys.add(Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", decided));
    keys.add(score == null ? Sql.of("-1") : bin(score));
    keys.add(score == null ? Sql.of("0e0") : score);
    List<Sql> named =
        IntStream.range(0, keys.size())
            .mapToObj(i -> Sql.format("%s AS k" + i, keys.get(i)))
            .toList();
    int groups = attributes.size();
    String s = "k" + (groups + 3);
    String right = "CASE k" + groups + " WHEN 1 THEN " + s + " ELSE 1e0 - " + s + " END";
    Sql inner =
        Sql.format("SELECT %s FROM source WHERE %s", Sql.join(", ", named), labelled.in(rows));
    String by = String.join(", ", IntStream.range(0, groups + 3).mapToObj(i -> "k" + i).toList());
    Sql losses =
        Sql.format("SELECT %s, " + s + " AS s, " + right + " AS r FROM (%s)", Sql.of(by), inner);
    Sql withLogs =
        Sql.format(
            "SELECT %s, s, (1e0 - r) * (1e0 - r) AS b, -ln(greatest("
                + ScoreCell.CLIP
                + ", least(1e0 - "
                + ScoreCell.CLIP
                + ", r))) AS l FROM (%s)",
            Sql.of(by),
            losses);
    Sql cells =
        Sql.format(
            "SELECT %s, count(*), min(s), max(s), "
                + sums("s")
                + ", "
                + sums("b")
                + ", "
                + sums("l")
                + " FROM (%s) GROUP BY %s",
            Sql.of(by),
            withLogs,
            Sql.of(by));
    return table.session().query(cells, row -> cell(row, groups));
  }

  /** The last range holds the score 1 too. */
  private static Sql bin(Sql score) {
    return Sql.format(
        "CASE WHEN %s >= 0 AND %s <= 1 THEN CAST(least(floor(%s * "
            + ScoreCell.BINS
            + "), "
            + (ScoreCell.BINS - 1)
            + ") AS INTEGER) ELSE "
            + NO_SCORE
            + " END",
        score,
        score,
        score);
  }

  private static ScoreCell cell(ResultSet row, int groups) throws SQLException {
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 1; i <= groups; i++) {
      names.add(row.getString(i));
    }
    int at = groups;
    return new ScoreCell(
        names,
        row.getInt(at + 1) == 1,
        row.getInt(at + 2) == 1,
        row.getInt(at + 3),
        row.getLong(at + 4),
        row.getDouble(at + 5),
        row.getDouble(at + 6),
        sums(row, at + 7),
        sums(row, at + 10),
        sums(row, at + 13));
  }

  private static String sums(String of) {
    return "sum(%s), sum(%s * %s), sum(%s * %s * %s)".replace("%s", of);
  }

  private static Sums sums(ResultSet row, int at) throws SQLException {
    return new Sums(row.getDouble(at), row.getDouble(at + 1), row.getDouble(at + 2));
  }

  private Sql favourableValue() {
    return Sql.value(labelled.favourable());
  }

  private static void requireNumbers(SourceColumn column) {
    if (!column.numeric()) {
      throw new DataException(
          "predictions.column "
              + column.name()
              + " holds texts, not scores: name a column of numbers in [0, 1], or leave out"
              + " predictions.threshold if it holds decisions");
    }
  }

  private void requireDecisions(RowSet rows, SourceColumn column) {
    Sql wrong =
        Sql.format(
            "%s IS NULL OR %s NOT IN (SELECT DISTINCT %s FROM source WHERE %s)",
            column.text(), column.text(), labelled.label(), labelled.in(RowSet.ALL));
    refuse(
        column,
        table
            .session()
            .single(
                Sql.format(
                    "SELECT count(*) FROM source WHERE %s AND (%s)", labelled.in(rows), wrong),
                row -> row.getLong(1)),
        "no value of the label. Correct it, or give predictions.threshold if it holds scores");
  }

  private static void refuse(SourceColumn column, long bad, String what) {
    if (bad > 0) {
      throw new DataException(
          "predictions.column "
              + column.name()
              + ": "
              + bad
              + " of the rows evaluated hold "
              + what);
    }
  }

  /** What the rows are, by their ids and labels, and what was answered. */
  Dataset.Fingerprint fingerprint(RowSet rows, PredictionsSpec predictions, Sql id) {
    SourceColumn column = table.require(predictions.column(), "predictions.column");
    Sql answer = column.numeric() ? column.number() : column.text();
    Sql label = Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", labelled.isFavourable());
    Sql query =
        Sql.format(
            "SELECT %s, %s FROM source WHERE %s",
            table.dialect().fingerprint(id, label),
            table.dialect().fingerprint(id, answer),
            labelled.in(rows));
    return table
        .session()
        .single(query, row -> new Dataset.Fingerprint(row.getString(1), row.getString(2)));
  }
}
