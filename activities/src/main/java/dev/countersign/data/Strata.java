package dev.countersign.data;

import dev.countersign.data.Dataset.StratumCount;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts groups within strata of other columns. */
record Strata(SourceTable table, LabelledRows labelled) {
  /** A numeric column with more values than this is cut into fifths. */
  private static final int MANY_VALUES = 10;

  private static final List<Double> FIFTHS = List.of(0.2, 0.4, 0.6, 0.8);

  List<StratumCount> count(RowSet rows, ProtectedAttribute attribute, List<String> conditionOn) {
    List<Sql> keys = new ArrayList<>();
    for (String name : conditionOn) {
      keys.add(stratum(rows, table.require(name, "gates.data-audit.conditionOn")));
    }
    keys.add(GroupColumn.of(attribute, table));
    String ordinals = Sql.ordinals(keys.size());
    Sql query =
        Sql.format(
            "SELECT %s, count(*) FILTER (WHERE %s), count(*) FILTER (WHERE NOT %s) FROM source"
                + (" WHERE %s GROUP BY " + ordinals + " ORDER BY " + ordinals),
            Sql.join(", ", keys),
            labelled.isFavourable(),
            labelled.isFavourable(),
            labelled.in(rows));
    int columns = conditionOn.size();
    return table
        .session()
        .query(
            query,
            row -> {
              List<@Nullable String> stratum = new ArrayList<>();
              for (int i = 1; i <= columns; i++) {
                stratum.add(row.getString(i));
              }
              return new StratumCount(
                  stratum,
                  row.getString(columns + 1),
                  row.getLong(columns + 2),
                  row.getLong(columns + 3));
            });
  }

  private Sql stratum(RowSet rows, SourceColumn column) {
    if (!column.numeric() || distinct(rows, column) <= MANY_VALUES) {
      return column.text();
    }
    List<Sql> cases = new ArrayList<>();
    for (double edge : edges(rows, column)) {
      cases.add(
          Sql.format(
              "WHEN %s <= %s THEN %s", column.number(), Sql.value(edge), Sql.value("<=" + edge)));
    }
    return Sql.format(
        "CASE WHEN %s THEN NULL %s ELSE 'above' END", column.missing(), Sql.join(" ", cases));
  }

  private long distinct(RowSet rows, SourceColumn column) {
    return table
        .session()
        .single(
            Sql.format(
                "SELECT count(DISTINCT %s) FROM source WHERE %s", column.text(), labelled.in(rows)),
            row -> row.getLong(1));
  }

  private List<Double> edges(RowSet rows, SourceColumn column) {
    return FIFTHS.stream()
        .map(
            share ->
                table
                    .session()
                    .single(
                        table.dialect().quantile(column.number(), share, labelled.in(rows)),
                        row -> row.getDouble(1)))
        .distinct()
        .toList();
  }
}
