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
 * Counts by group and label. The declared attributes are counted all together in one pass over the
 * rows, parts told apart; every attribute, intersection and row set then follows by adding up.
 */
final class GroupFacts {
  /** Beyond so many attributes or cells, each question is asked by itself. */
  private static final int MOST_ATTRIBUTES = 4;

  private static final int MOST_CELLS = 100_000;

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
  private final List<ProtectedAttribute> declared;
  private @Nullable List<Cell> together;

  /** Rows of one part and of one group of every declared attribute. */
  private record Cell(
      List<@Nullable String> groups, @Nullable Integer part, long favourable, long unfavourable) {}

  GroupFacts(SourceTable table, LabelledRows labelled, List<ProtectedAttribute> declared) {
    this.table = table;
    this.labelled = labelled;
    this.declared = declared;
  }

  /** Counts the groups of some attributes, in alphabetical order, missing ones last. */
  List<GroupCount> count(RowSet rows, List<ProtectedAttribute> attributes) {
    List<Cell> cells = declared.containsAll(attributes) ? together() : List.of();
    return cells.isEmpty() ? asked(rows, attributes) : addedUp(cells, rows, attributes);
  }

  private List<Cell> together() {
    if (together == null) {
      together = declared.size() > MOST_ATTRIBUTES ? List.of() : countTogether();
    }
    return together;
  }

  private List<Cell> countTogether() {
    List<Sql> keys = new ArrayList<>(groups(declared));
    keys.add(labelled.split().part());
    int columns = keys.size();
    List<Cell> cells =
        table
            .session()
            .query(
                Sql.format("%s LIMIT " + (MOST_CELLS + 1), query(keys, RowSet.ALL)),
                row ->
                    new Cell(
                        names(row, columns - 1),
                        LabelledRows.integer(row, columns),
                        row.getLong(columns + 1),
                        row.getLong(columns + 2)));
    return cells.size() > MOST_CELLS ? List.of() : cells;
  }

  private List<GroupCount> addedUp(
      List<Cell> cells, RowSet rows, List<ProtectedAttribute> attributes) {
    Integer part = LabelledRows.code(rows);
    int[] at = attributes.stream().mapToInt(declared::indexOf).toArray();
    Map<List<@Nullable String>, GroupCount> sums = new HashMap<>();
    for (Cell cell : cells) {
      if (part == null || part.equals(cell.part())) {
        List<@Nullable String> names = new ArrayList<>();
        for (int i : at) {
          names.add(cell.groups().get(i));
        }
        sums.merge(
            names,
            new GroupCount(names, cell.favourable(), cell.unfavourable()),
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
