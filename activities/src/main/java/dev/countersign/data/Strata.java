package dev.countersign.data;

import dev.countersign.data.Dataset.StratumCount;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
    if (!column.numeric() || !hasManyValues(rows, column)) {
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

  private boolean hasManyValues(RowSet rows, SourceColumn column) {
    Sql some =
        Sql.format(
            "SELECT count(*) FROM (SELECT DISTINCT %s FROM source WHERE %s AND %s IS NOT NULL LIMIT"
                + " "
                + (MANY_VALUES + 1)
                + ")",
            column.text(),
            labelled.in(rows),
            column.text());
    return table.session().single(some, row -> row.getLong(1)) > MANY_VALUES;
  }

  /**
   * The smallest numbers that each share of the rows doesn't exceed: by sorting, which a database
   * can do with little memory, where an aggregate would hold every number.
   */
  private List<Double> edges(RowSet rows, SourceColumn column) {
    Sql numbers =
        Sql.format(
            "(SELECT x FROM (SELECT %s AS x FROM source WHERE %s) WHERE NOT %s)",
            column.number(), labelled.in(rows), table.dialect().isNaN(Sql.of("x")));
    long present =
        table
            .session()
            .single(
                Sql.format("SELECT count(*) FROM %s AS present", numbers), row -> row.getLong(1));
    String ranks =
        FIFTHS.stream()
            .map(share -> Long.toString(rank(share, present)))
            .distinct()
            .collect(Collectors.joining(", "));
    Sql ranked =
        Sql.format(
            "SELECT x FROM (SELECT x, row_number() OVER (ORDER BY x) AS r FROM %s AS present) AS"
                + (" ranked WHERE r IN (" + ranks + ") ORDER BY 1"),
            numbers);
    return table.session().query(ranked, row -> row.getDouble(1)).stream().distinct().toList();
  }

  /** The smallest rank that is at least a share of all ranks. */
  private static long rank(double share, long of) {
    long rank = Math.max(1, (long) Math.ceil(share * of));
    return rank > 1 && (double) (rank - 1) / of >= share ? rank - 1 : rank;
  }
}
