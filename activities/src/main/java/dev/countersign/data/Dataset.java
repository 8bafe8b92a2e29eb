package dev.countersign.data;

import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release's data as its manifest describes it, behind SQL. Aggregates are computed where the rows
 * are; rows come into memory only when asked for. Every method that returns rows returns them in
 * the same order, the source's, so that results of several calls line up.
 */
public interface Dataset extends AutoCloseable {

  /** Columns in file order. */
  List<DataFacts.Column> columns();

  /** Whether the manifest splits the rows. */
  boolean isSplit();

  /** Number of rows. */
  long count(RowSet rows);

  /**
   * Brings rows into memory.
   *
   * @throws DataException if a column does not exist
   */
  Frame frame(RowSet rows, List<String> columns);

  /** Per row, whether the label is the favourable one. */
  boolean[] favourable(RowSet rows);

  /**
   * Per row, the group of a protected attribute: the column's value as text, or the band it falls
   * in; null where the value is missing or in no band.
   */
  List<@Nullable String> groups(RowSet rows, ProtectedAttribute attribute);

  /** Per row, the id column's value, or the row number from 0 where there is none. */
  List<String> ids(RowSet rows);

  /**
   * Counts by group and label, computed in SQL.
   *
   * @param attributes one for its groups, several for the groups of their intersection
   */
  List<GroupCount> groupCounts(RowSet rows, List<ProtectedAttribute> attributes);

  /** The columns a model may see, in the order it is to see them. */
  List<String> features();

  @Override
  void close();

  /**
   * Rows of one group.
   *
   * @param groups one group per attribute asked for, in that order; null where it is missing
   * @param favourable rows with the favourable label
   * @param unfavourable rows with another label
   */
  record GroupCount(List<@Nullable String> groups, long favourable, long unfavourable) {
    /** All rows of the group. */
    public long n() {
      return favourable + unfavourable;
    }
  }
}
