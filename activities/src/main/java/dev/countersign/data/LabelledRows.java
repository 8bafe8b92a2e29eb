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
 * @param comparable what two labels that agree have in common: the number of a regression, else the
 *     class, or whether it is the favourable one
 * @param isLabelled whether there is one
 * @param isFavourable whether the label is the favourable one
 * @param split which part a row is in
 * @param counts rows by part code, and under null those in no part
 * @param unlabelled rows without a label
 */
record LabelledRows(
    String favourable,
    Sql label,
    Sql comparable,
    Sql isLabelled,
    Sql isFavourable,
    SplitRule split,
    Map<@Nullable Integer, Long> counts,
    long unlabelled) {

  /**
   * Adds up rows already counted.
   *
   * @throws DataException if no row, or every row, has the favourable label, a label is an infinite
   *     number, a row's part can't be told, or the split leaves no training or no evaluation rows
   */
  static LabelledRows of(CountedRows counted, SourceTable table, DataSpec spec) {
    Map<@Nullable Integer, Long> counts = new HashMap<>();
    long labelled = 0;
    long favourable = 0;
    long unlabelled = 0;
    long unreadable = 0;
    long infinite = 0;
    for (CountedRows.Cell cell : counted.cells()) {
      counts.merge(cell.part(), cell.isLabelled() ? cell.rows() : 0, Long::sum);
      labelled += cell.isLabelled() ? cell.rows() : 0;
      favourable += cell.isFavourable() ? cell.rows() : 0;
      unlabelled += cell.isLabelled() ? 0 : cell.rows();
      unreadable += cell.unreadable() ? cell.rows() : 0;
      infinite += cell.infinite() ? cell.rows() : 0;
    }
    requireFinite(infinite, spec);
    requireReadable(unreadable, spec, counted.split());
    requireTwoClasses(labelled, favourable, spec, table, counted.label());
    SourceColumn column = table.require(spec.label().column(), "data.label");
    LabelledRows result =
        new LabelledRows(
            spec.label().favourable(),
            counted.label(),
            comparable(column, counted, spec),
            Sql.format("NOT %s", column.missing()),
            counted.favourable(),
            counted.split(),
            counts,
            unlabelled);
    if (spec.split() != null) {
      result.requireRows(RowSet.TRAIN);
      result.requireRows(RowSet.EVALUATION);
    }
    return result;
  }

  private static Sql comparable(SourceColumn column, CountedRows counted, DataSpec spec) {
    return switch (spec.label().taskOrDefault()) {
      case CLASSIFICATION -> counted.favourable();
      case MULTI_CLASS -> counted.label();
      case REGRESSION -> column.number();
    };
  }

  /** A whole number that may be missing. */
  static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : (Integer) value;
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
    return code == null ? isLabelled : Sql.format("%s AND %s = " + code, isLabelled, split.part());
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

  private static void requireFinite(long infinite, DataSpec spec) {
    if (infinite > 0) {
      throw new DataException(
          "data.label: column "
              + spec.label().column()
              + " holds infinite numbers in "
              + infinite
              + " rows: write what they stand for, or leave them empty, which is no label");
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
