package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All rows, counted in one pass by the groups of every declared attribute, part and label at once.
 * What is asked about groups, parts and labels follows by adding up.
 *
 * @param cells the counts
 * @param attributes by whose groups the cells are told apart; none where there would be too many
 * @param label the label as text
 * @param favourable whether the label is the favourable one
 * @param split which part a row is in
 */
record CountedRows(
    List<Cell> cells,
    List<ProtectedAttribute> attributes,
    Sql label,
    Sql favourable,
    SplitRule split) {
  private static final int MOST_ATTRIBUTES = 4;
  private static final int MOST_CELLS = 100_000;

  /**
   * Rows that are alike.
   *
   * @param groups their group of each attribute, null where it is missing
   * @param part their part's code, null where they are in none
   * @param unreadable whether their part can't be told
   * @param favourable whether their label is the favourable one, null where they have none
   * @param rows how many there are
   */
  record Cell(
      List<@Nullable String> groups,
      @Nullable Integer part,
      boolean unreadable,
      @Nullable Boolean favourable,
      long rows) {
    boolean isLabelled() {
      return favourable != null;
    }

    boolean isFavourable() {
      return favourable != null && favourable;
    }
  }

  CountedRows {
    cells = List.copyOf(cells);
    attributes = List.copyOf(attributes);
  }

  /**
   * Counts the rows.
   *
   * @throws DataException if the label or an attribute can't be read as the manifest says
   */
  static CountedRows of(SourceTable table, DataSpec spec, SplitRule split) {
    Sql label = table.require(spec.label().column(), "data.label").text();
    CountedRows none =
        new CountedRows(List.of(), List.of(), label, favourable(table, spec.label(), label), split);
    List<ProtectedAttribute> declared = spec.protectedAttributes();
    if (declared.size() <= MOST_ATTRIBUTES) {
      CountedRows all = none.counted(table, declared);
      if (all.cells.size() <= MOST_CELLS) {
        return all;
      }
    }
    return none.counted(table, List.of());
  }

  /**
   * Rows are grouped by what is stored, which is quick, and what is made of that is grouped again.
   */
  private CountedRows counted(SourceTable table, List<ProtectedAttribute> by) {
    List<GroupKey> keys = by.stream().map(attribute -> GroupKey.of(attribute, table)).toList();
    List<Sql> stored = new ArrayList<>(keys.stream().map(GroupKey::stored).toList());
    List<Sql> shown = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      shown.add(keys.get(i).group(Sql.of("k" + i)));
    }
    List.of(split.part(), split.unreadable(), labelled())
        .forEach(
            key -> {
              shown.add(Sql.of("k" + stored.size()));
              stored.add(key);
            });
    List<Sql> named =
        IntStream.range(0, stored.size())
            .mapToObj(i -> Sql.format("%s AS k" + i, stored.get(i)))
            .toList();
    String ordinals = Sql.ordinals(stored.size());
    Sql query =
        Sql.format(
            "SELECT %s, CAST(sum(n) AS BIGINT) FROM (SELECT %s, count(*) AS n FROM source GROUP BY "
                + ordinals
                + ") GROUP BY "
                + ordinals
                + " LIMIT "
                + (MOST_CELLS + 1),
            Sql.join(", ", shown),
            Sql.join(", ", named));
    int groups = keys.size();
    List<Cell> cells =
        table
            .session()
            .query(
                query,
                row -> {
                  List<@Nullable String> names = new ArrayList<>();
                  for (int i = 1; i <= groups; i++) {
                    names.add(row.getString(i));
                  }
                  Integer label = LabelledRows.integer(row, groups + 3);
                  return new Cell(
                      names,
                      LabelledRows.integer(row, groups + 1),
                      row.getBoolean(groups + 2),
                      label == null ? null : (Boolean) (label == 1),
                      row.getLong(groups + 4));
                });
    return new CountedRows(cells, by, label, favourable, split);
  }

  /** 1 where the label is the favourable one, 0 where it is another, NULL where there is none. */
  private Sql labelled() {
    return Sql.format(
        "CASE WHEN %s IS NULL THEN NULL WHEN %s THEN 1 ELSE 0 END", label, favourable);
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
}
