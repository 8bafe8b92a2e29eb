package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
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
    SourceColumn label = table.require(spec.label().column(), "data.label");
    CountedRows none =
        new CountedRows(
            List.of(),
            List.of(),
            label.text(),
            favourable(label, label.text(), spec.label()),
            split);
    List<ProtectedAttribute> declared = spec.protectedAttributes();
    GroupKey labelled = labelled(label, spec.label());
    if (declared.size() <= MOST_ATTRIBUTES) {
      CountedRows all = none.counted(table, declared, labelled);
      if (all.cells.size() <= MOST_CELLS) {
        return all;
      }
    }
    return none.counted(table, List.of(), labelled);
  }

  /**
   * Rows are grouped by what is stored, which is quick, and what is made of that is grouped again.
   */
  private CountedRows counted(
      SourceTable table, List<ProtectedAttribute> by, GroupKey labelledKey) {
    List<GroupKey> keys = new ArrayList<>();
    by.forEach(attribute -> keys.add(GroupKey.of(attribute, table)));
    keys.add(split.partKey());
    keys.add(split.unreadableKey());
    keys.add(labelledKey);
    List<Sql> stored = new ArrayList<>();
    List<Sql> shown = new ArrayList<>();
    for (GroupKey key : keys) {
      Sql name = Sql.of("k" + stored.size());
      shown.add(key.at(name));
      if (key.stored() != null) {
        stored.add(Sql.format("%s AS %s", key.stored(), name));
      }
    }
    Sql query =
        Sql.format(
            "SELECT %s, CAST(sum(n) AS BIGINT) FROM (SELECT %s, count(*) AS n FROM source GROUP BY "
                + Sql.ordinals(stored.size())
                + ") GROUP BY "
                + Sql.ordinals(shown.size())
                + " LIMIT "
                + (MOST_CELLS + 1),
            Sql.join(", ", shown),
            Sql.join(", ", stored));
    int groups = by.size();
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
  private static GroupKey labelled(SourceColumn column, DataSpec.Label spec) {
    return isRegression(spec)
        ? GroupKey.computed(labelled(column, column.text(), spec))
        : new GroupKey(column.stored(), stored -> labelled(column, column.text(stored), spec));
  }

  private static Sql labelled(SourceColumn column, Sql text, DataSpec.Label spec) {
    return Sql.format(
        "CASE WHEN %s IS NULL THEN NULL WHEN %s THEN 1 ELSE 0 END",
        text, favourable(column, text, spec));
  }

  private static boolean isRegression(DataSpec.Label spec) {
    return spec.taskOrDefault() == DataSpec.Task.REGRESSION;
  }

  private static Sql favourable(SourceColumn column, Sql text, DataSpec.Label spec) {
    if (!isRegression(spec)) {
      return Sql.format("%s = %s", text, Sql.value(spec.favourable()));
    }
    if (!column.numeric()) {
      throw new DataException(
          "data.label: column "
              + spec.column()
              + " holds texts, but its task is regression: name a column of numbers");
    }
    return GroupColumn.in(column, GroupColumn.parse("data.label.favourable", spec.favourable()));
  }
}
