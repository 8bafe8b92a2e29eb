package dev.countersign.data;

import dev.countersign.data.Dataset.ClassShare;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.Dataset.LabelCount;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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
        List<@Nullable String> names = names(cell, at);
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

  /** How many rows of each group are of the class most of them are of. */
  List<ClassShare> largestClasses(RowSet rows, List<ProtectedAttribute> attributes) {
    return counted.attributes().containsAll(attributes)
        ? classesAddedUp(rows, attributes)
        : classesAsked(rows, attributes);
  }

  private List<ClassShare> classesAddedUp(RowSet rows, List<ProtectedAttribute> attributes) {
    Integer part = LabelledRows.code(rows);
    int[] at = attributes.stream().mapToInt(counted.attributes()::indexOf).toArray();
    Map<List<@Nullable String>, Map<String, Long>> sums = new HashMap<>();
    for (CountedRows.Cell cell : counted.cells()) {
      if (cell.label() != null && (part == null || part.equals(cell.part()))) {
        sums.computeIfAbsent(names(cell, at), n -> new HashMap<>())
            .merge(cell.label(), cell.rows(), Long::sum);
      }
    }
    List<ClassShare> shares = new ArrayList<>();
    sums.forEach(
        (names, classes) ->
            shares.add(
                new ClassShare(
                    names,
                    Collections.max(classes.values()),
                    classes.values().stream().mapToLong(Long::longValue).sum())));
    return shares;
  }

  private List<ClassShare> classesAsked(RowSet rows, List<ProtectedAttribute> attributes) {
    int columns = attributes.size();
    List<Sql> keys = new ArrayList<>();
    List<Sql> named = new ArrayList<>();
    for (Sql key : groups(attributes)) {
      Sql name = Sql.of("k" + named.size());
      named.add(name);
      keys.add(Sql.format("%s AS %s", key, name));
    }
    Sql query =
        Sql.format(
            "SELECT %s, max(n), CAST(sum(n) AS BIGINT) FROM (SELECT %s, %s AS y, count(*) AS n FROM"
                + " source WHERE %s GROUP BY "
                + Sql.ordinals(columns + 1)
                + ") GROUP BY "
                + Sql.ordinals(columns),
            Sql.join(", ", named),
            Sql.join(", ", keys),
            labelled.label(),
            labelled.in(rows));
    return table
        .session()
        .query(
            query,
            row ->
                new ClassShare(
                    names(row, columns), row.getLong(columns + 1), row.getLong(columns + 2)));
  }

  /** Rows with and without a label by group, in alphabetical order, rows in none last. */
  List<LabelCount> labelled(ProtectedAttribute attribute) {
    int at = counted.attributes().indexOf(attribute);
    return at < 0 ? labelledAsked(attribute) : labelledAddedUp(at);
  }

  private List<LabelCount> labelledAddedUp(int at) {
    Map<@Nullable String, LabelCount> sums = new HashMap<>();
    for (CountedRows.Cell cell : counted.cells()) {
      String group = cell.groups().get(at);
      long unlabelled = cell.isLabelled() ? 0 : cell.rows();
      sums.merge(
          group,
          new LabelCount(group, cell.rows(), unlabelled),
          (a, b) -> new LabelCount(group, a.rows() + b.rows(), a.unlabelled() + b.unlabelled()));
    }
    return sums.values().stream()
        .sorted(
            Comparator.comparing(
                LabelCount::group, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private List<LabelCount> labelledAsked(ProtectedAttribute attribute) {
    return table
        .session()
        .query(
            Sql.format(
                "SELECT %s, count(*), count(*) FILTER (WHERE %s IS NULL) FROM source"
                    + " GROUP BY 1 ORDER BY 1",
                GroupColumn.of(attribute, table), labelled.label()),
            row -> new LabelCount(row.getString(1), row.getLong(2), row.getLong(3)));
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

  private static List<@Nullable String> names(CountedRows.Cell cell, int[] at) {
    List<@Nullable String> names = new ArrayList<>();
    for (int i : at) {
      names.add(cell.groups().get(i));
    }
    return names;
  }

  private static List<@Nullable String> names(ResultSet row, int columns) throws SQLException {
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      names.add(row.getString(i));
    }
    return names;
  }
}
