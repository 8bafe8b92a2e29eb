package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rows, counted in one pass by the groups of every declared attribute, part and label at once.
 * What is asked about groups, parts and labels follows by adding up.
 *
 * @param cells the counts
 * @param attributes by whose groups the cells are told apart, and by classes where a label has
 *     several; none where there would be too many
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
  private static final int FAVOURABLE = 1;
  private static final int UNFAVOURABLE = 0;
  private static final int INFINITE = -1;
  private static final GroupKey NO_CLASS = GroupKey.same(Sql.of("CAST(NULL AS VARCHAR)"));

  /**
   * Rows that are alike.
   *
   * @param groups their group of each attribute, null where it is missing
   * @param part their part's code, null where they are in none
   * @param unreadable whether their part can't be told
   * @param favourable whether their label is the favourable one, null where they have none
   * @param infinite whether their label is an infinite number
   * @param label which of several classes they are of, null where they have none or where classes
   *     are not told apart
   * @param rows how many there are
   */
  record Cell(
      List<@Nullable String> groups,
      @Nullable Integer part,
      boolean unreadable,
      @Nullable Boolean favourable,
      boolean infinite,
      @Nullable String label,
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
      CountedRows all = none.counted(table, declared, labelled, classKey(label, spec.label()));
      if (all.cells.size() <= MOST_CELLS) {
        return all;
      }
    }
    return none.counted(table, List.of(), labelled, NO_CLASS);
  }

  /**
   * Rows are grouped by what is stored, which is quick, and what is made of that is grouped again.
   */
  private CountedRows counted(
      SourceTable table, List<ProtectedAttribute> by, GroupKey labelledKey, GroupKey classKey) {
    List<GroupKey> keys = new ArrayList<>();
    by.forEach(attribute -> keys.add(GroupKey.of(attribute, table)));
    keys.add(split.partKey());
    keys.add(split.unreadableKey());
    keys.add(labelledKey);
    keys.add(classKey);
    Map<Sql, Sql> stored = new LinkedHashMap<>();
    List<Sql> shown = new ArrayList<>();
    for (GroupKey key : keys) {
      Sql name = Sql.of("k" + stored.size());
      Sql own = key.stored();
      Sql known = own == null ? null : stored.putIfAbsent(own, name);
      shown.add(key.at(known == null ? name : known));
    }
    List<Sql> named = new ArrayList<>();
    stored.forEach((column, name) -> named.add(Sql.format("%s AS %s", column, name)));
    Sql query =
        Sql.format(
            "SELECT %s, CAST(sum(n) AS BIGINT) FROM (SELECT %s, count(*) AS n FROM source GROUP BY "
                + Sql.ordinals(stored.size())
                + ") GROUP BY "
                + Sql.ordinals(shown.size())
                + " LIMIT "
                + (MOST_CELLS + 1),
            Sql.join(", ", shown),
            Sql.join(", ", named));
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
                      label == null ? null : (Boolean) (label == FAVOURABLE),
                      label != null && label == INFINITE,
                      row.getString(groups + 4),
                      row.getLong(groups + 5));
                });
    return new CountedRows(cells, by, label, favourable, split);
  }

  /** The label itself where it is one of several classes. */
  private static GroupKey classKey(SourceColumn column, DataSpec.Label spec) {
    return spec.taskOrDefault() == DataSpec.Task.MULTI_CLASS
        ? new GroupKey(column.stored(), column::text)
        : NO_CLASS;
  }

  /** Whether the label is the favourable one, another or an infinite number; NULL without one. */
  private static GroupKey labelled(SourceColumn column, DataSpec.Label spec) {
    return isRegression(spec)
        ? GroupKey.computed(labelled(column, column.text(), column.finite(), spec))
        : new GroupKey(
            column.stored(),
            stored -> labelled(column, column.text(stored), column.text(stored), spec));
  }

  private static Sql labelled(SourceColumn column, Sql text, Sql finite, DataSpec.Label spec) {
    return Sql.format(
        "CASE WHEN %s IS NULL THEN NULL WHEN %s IS NULL THEN "
            + INFINITE
            + " WHEN %s THEN "
            + FAVOURABLE
            + " ELSE "
            + UNFAVOURABLE
            + " END",
        text,
        finite,
        favourable(column, text, spec));
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
