package dev.countersign.data;

import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts by group and label. Of declared attributes they are the sums of rows already counted;
 * others are asked for.
 */
final class GroupFacts {
  private static final Comparator<GroupCount> IN_ORDER =
      (one, other) -> {
        for (int i = 0; i < one.groups().size(); i++) {
          int order =
              Objects.compare(
                  one.groups().get(i),
                  other.groups().get(i),
                  Comparator.nullsLast(Comparator.naturalOrder()));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private final SourceTable table;
  private final LabelledRows labelled;
  private final CountedRows counted;

  GroupFacts(SourceTable table, LabelledRows labelled, CountedRows counted) {
    this.table = table;
    this.labelled = labelled;
    this.counted = counted;
  }

  /** Counts the groups of some attributes, in alphabetical order, missing ones last. */
  List<GroupCount> count(RowSet rows, List<ProtectedAttribute> attributes) {
    return counted.attributes().containsAll(attributes)
        ? addedUp(rows, attributes)
        : asked(rows, attributes);
  }

  private List<GroupCount> addedUp(RowSet rows, List<ProtectedAttribute> attributes) {
    Integer part = LabelledRows.code(rows);
    int[] at = attributes.stream().mapToInt(counted.attributes()::indexOf).toArray();
    Map<List<@Nullable String>, GroupCount> sums = new HashMap<>();
    for (CountedRows.Cell cell : counted.cells()) {
      if (cell.isLabelled() && (part == null || part.equals(cell.part()))) {
        List<@Nullable String> names = new ArrayList<>();
        for (int i : at) {
          names.add(cell.groups().get(i));
        }
        long favourable = cell.isFavourable() ? cell.rows() : 0;
        sums.merge(
            names,
            new GroupCount(names, favourable, cell.rows() - favourable),
            (a, b) ->
                new GroupCount(
                    names, a.favourable() + b.favourable(), a.unfavourable() + b.unfavourable()));
      }
    }
    return sums.values().stream().sorted(IN_ORDER).toList();
  }

  private List<GroupCount> asked(RowSet rows, List<ProtectedAttribute> attributes) {
    int columns = attributes.size();
    return table
        .session()
        .query(
            query(groups(attributes), rows),
            row ->
                new GroupCount(
                    names(row, columns), row.getLong(columns + 1), row.getLong(columns + 2)))
        .stream()
        .sorted(IN_ORDER)
        .toList();
  }

  private List<Sql> groups(List<ProtectedAttribute> attributes) {
    return attributes.stream().map(attribute -> GroupColumn.of(attribute, table)).toList();
  }

  private Sql query(List<Sql> keys, RowSet rows) {
    return Sql.format(
        "SELECT %s, count(*) FILTER (WHERE %s), count(*) FILTER (WHERE NOT %s) FROM source"
            + (" WHERE %s GROUP BY " + Sql.ordinals(keys.size())),
        Sql.join(", ", keys),
        labelled.isFavourable(),
        labelled.isFavourable(),
        labelled.in(rows));
  }

  private static List<@Nullable String> names(ResultSet row, int columns) throws SQLException {
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      names.add(row.getString(i));
    }
    return names;
  }
}
