package dev.countersign.data;

import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.function.UnaryOperator;

/**
 * What rows are counted by to tell a protected attribute's groups.
 *
 * @param stored what rows are grouped by first: the column as it is stored where its values are the
 *     groups, which is quick; else the group's name
 * @param reading makes the group's name of it
 */
record GroupKey(Sql stored, UnaryOperator<Sql> reading) {
  /**
   * The key of an attribute.
   *
   * @throws DataException as {@link GroupColumn#of}
   */
  static GroupKey of(ProtectedAttribute attribute, SourceTable table) {
    if (attribute.bands() != null) {
      return new GroupKey(GroupColumn.of(attribute, table), group -> group);
    }
    SourceColumn column =
        table.require(attribute.column(), "data.protected " + attribute.attribute());
    return new GroupKey(column.stored(), column::text);
  }

  /** The group's name, NULL where there is none, given where the stored value stands. */
  Sql group(Sql at) {
    return reading.apply(at);
  }
}
