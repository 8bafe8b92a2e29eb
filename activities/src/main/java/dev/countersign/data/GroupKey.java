package dev.countersign.data;

import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What rows are counted by, for example to tell a protected attribute's groups.
 *
 * @param stored what rows are grouped by first: the column as it is stored where its values tell
 *     the keys, which is quick; else the key itself; null where it is the same for every row
 * @param reading makes the key of it
 */
record GroupKey(@Nullable Sql stored, UnaryOperator<Sql> reading) {
  /**
   * The key of an attribute.
   *
   * @throws DataException as {@link GroupColumn#of}
   */
  static GroupKey of(ProtectedAttribute attribute, SourceTable table) {
    if (attribute.bands() != null) {
      return computed(GroupColumn.of(attribute, table));
    }
    SourceColumn column =
        table.require(attribute.column(), "data.protected " + attribute.attribute());
    return new GroupKey(column.stored(), column::text);
  }

  /** A key that has to be made for each row. */
  static GroupKey computed(Sql key) {
    return new GroupKey(key, same -> same);
  }

  /** A key that is the same for every row. */
  static GroupKey same(Sql key) {
    return new GroupKey(null, none -> key);
  }

  /** The key, NULL where there is none, given where the stored value stands. */
  Sql at(Sql storedHere) {
    return reading.apply(storedHere);
  }
}
