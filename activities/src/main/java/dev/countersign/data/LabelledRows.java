package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.Split;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows that have a label, by part. They alone are in a {@link RowSet}: a row nobody labelled
 * can neither teach nor judge.
 *
 * @param favourable the favourable value; a range where the label is a number
 * @param label the label as text
 * @param isFavourable whether the label is the favourable one
 * @param split which part a row is in
 * @param counts rows by part code, and under null those in no part
 * @param unlabelled rows without a label
 */
record LabelledRows(
    String favourable,
    Sql label,
    Sql isFavourable,
    SplitRule split,
    Map<@Nullable Integer, Long> counts,
    long unlabelled) {

  /** What one part holds. */
  private record Tally(
      @Nullable Integer part, long rows, long labelled, long favourable, long unreadable) {}

  /**
   * Counts the rows.
   *
   * @throws DataException if no row, or every row, has the favourable label, a row's part can't be
   *     told, or the split leaves no training or no evaluation rows
   */
  static LabelledRows count(SourceTable table, DataSpec spec, SplitRule split) {
    Sql label = table.require(spec.label().column(), "data.label").text();
    Sql isFavourable = favourable(table, spec.label(), label);
    List<Tally> tallies =
        table
            .session()
            .query(
                Sql.format(
                    "SELECT %s, count(*), count(%s), count(*) FILTER (WHERE %s),"
                        + " count(*) FILTER (WHERE %s) FROM source GROUP BY 1",
                    split.part(), label, isFavourable, split.unreadable()),
                row ->
                    new Tally(
                        integer(row, 1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)));
    Map<@Nullable Integer, Long> counts = new HashMap<>();
    tallies.forEach(tally -> counts.put(tally.part(), tally.labelled()));
    long rows = tallies.stream().mapToLong(Tally::rows).sum();
    long labelled = tallies.stream().mapToLong(Tally::labelled).sum();
    requireReadable(tallies.stream().mapToLong(Tally::unreadable).sum(), spec, split);
    requireTwoClasses(
        labelled, tallies.stream().mapToLong(Tally::favourable).sum(), spec, table, label);
    LabelledRows result =
        new LabelledRows(
            spec.label().favourable(), label, isFavourable, split, counts, rows - labelled);
    if (spec.split() != null) {
      result.requireRows(RowSet.TRAIN);
      result.requireRows(RowSet.EVALUATION);
    }
    return result;
  }

  /** A whole number that may be missing. */
  static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : (Integer) value;
  }

  private static Sql favourable(SourceTable table, DataSpec.Label spec, Sql label) {
    if (spec.taskOrDefault() != DataSpec.Task.REGRESSION) {
      return Sql.format("%s = %s", label, Sql.value(spec.favourable()));
    }
    SourceColumn column = table.require(spec.column(), "data.label");
    if (!column.numeric()) {
      throw new DataException(
          "data.label: column "
              + spec.column()
              + " holds texts, but its task is regression: name a column of numbers");
    }
    return GroupColumn.in(column, GroupColumn.parse("data.label.favourable", spec.favourable()));
  }

  long count(RowSet rows) {
    Integer code = code(rows);
    return code == null
        ? counts.values().stream().mapToLong(Long::longValue).sum()
        : counts.getOrDefault(code, 0L);
  }

  /** The condition that a row is in a row set. */
  Sql in(RowSet rows) {
    Integer code = code(rows);
    Sql hasLabel = Sql.format("%s IS NOT NULL", label);
    return code == null ? hasLabel : Sql.format("%s AND %s = " + code, hasLabel, split.part());
  }

  /** How the split writes a part; null for all rows. */
  static @Nullable Integer code(RowSet rows) {
    return switch (rows) {
      case ALL -> null;
      case TRAIN -> SplitRule.code(Split.Part.TRAIN);
      case CALIBRATION -> SplitRule.code(Split.Part.CALIBRATION);
      case EVALUATION -> SplitRule.code(Split.Part.EVALUATION);
    };
  }

  private void requireRows(RowSet rows) {
    if (count(rows) == 0) {
      throw new DataException(
          "data.split leaves no "
              + (rows == RowSet.TRAIN ? "training" : "evaluation")
              + " rows: check its values or fractions against the data");
    }
  }

  private static void requireReadable(long unreadable, DataSpec spec, SplitRule split) {
    if (unreadable > 0) {
      throw new DataException(
          "data.split can't place "
              + unreadable
              + " rows: column "
              + Objects.requireNonNullElse(split.column(), spec.id())
              + " is missing or unreadable there; fill it in, or split by another column");
    }
  }

  private static void requireTwoClasses(
      long labelled, long favourable, DataSpec spec, SourceTable table, Sql label) {
    if (favourable > 0 && favourable < labelled) {
      return;
    }
    List<String> values =
        table
            .session()
            .query(
                Sql.format(
                    "SELECT DISTINCT v FROM (SELECT %s AS v FROM source) WHERE v IS NOT NULL"
                        + " ORDER BY v LIMIT 10",
                    label),
                row -> row.getString(1));
    throw new DataException(
        "data.label: "
            + (favourable == 0 ? "no row" : "every row")
            + " of column "
            + spec.label().column()
            + " has the favourable value \""
            + spec.label().favourable()
            + "\"; it holds "
            + values
            + ". A label needs two classes");
  }
}
