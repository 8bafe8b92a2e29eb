package dev.countersign.data;

import dev.countersign.data.Dataset.Repeats;
import dev.countersign.manifest.DataFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts rows where they are. */
record RowCounts(SourceTable table, LabelledRows labelled) {

  Map<String, Long> missing(RowSet rows, List<String> columns) {
    Map<String, Long> missing = new LinkedHashMap<>();
    for (List<SourceColumn> batch : Sql.batches(require(columns))) {
      List<Sql> counts =
          batch.stream().map(c -> Sql.format("count(*) FILTER (WHERE %s)", c.missing())).toList();
      table
          .session()
          .forEach(
              Sql.format(
                  "SELECT %s FROM source WHERE %s", Sql.join(", ", counts), labelled.in(rows)),
              row -> {
                for (int i = 0; i < batch.size(); i++) {
                  missing.put(batch.get(i).name(), row.getLong(i + 1));
                }
              });
    }
    return missing;
  }

  List<String> unfavourableLabels() {
    return table
        .session()
        .query(
            Sql.format(
                "SELECT DISTINCT %s AS v FROM source WHERE %s AND NOT %s ORDER BY 1 LIMIT "
                    + DataFacts.MAX_VALUES,
                labelled.label(),
                labelled.in(RowSet.ALL),
                labelled.isFavourable()),
            row -> row.getString(1));
  }

  long duplicates(RowSet rows, List<String> columns) {
    Sql distinct =
        Sql.format(
            "SELECT count(*) FROM (SELECT DISTINCT %s FROM source WHERE %s)",
            content(columns), labelled.in(rows));
    return labelled.count(rows) - table.session().single(distinct, row -> row.getLong(1));
  }

  /** Rows are told apart first, which needs less room: most data repeats none, and that is all. */
  Repeats repeats(RowSet rows, List<String> columns) {
    long repeated = duplicates(rows, columns);
    return repeated == 0 ? new Repeats(0, 0) : new Repeats(repeated, contradictory(rows, columns));
  }

  private long contradictory(RowSet rows, List<String> columns) {
    Sql query =
        Sql.format(
            "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM source WHERE %s GROUP BY %s"
                + " HAVING min(%s) <> max(%s))",
            labelled.in(rows), content(columns), labelled.comparable(), labelled.comparable());
    return table.session().single(query, row -> row.getLong(1));
  }

  long shared(RowSet rows, RowSet others, List<String> columns) {
    if (labelled.count(rows) == 0 || labelled.count(others) == 0) {
      return 0;
    }
    Sql query =
        Sql.format(
            "SELECT count(*) FROM source WHERE %s AND %s IN (SELECT %s FROM source WHERE %s)",
            labelled.in(rows), content(columns), content(columns), labelled.in(others));
    return table.session().single(query, row -> row.getLong(1));
  }

  private Sql content(List<String> columns) {
    return table.dialect().content(require(columns).stream().map(c -> Sql.name(c.name())).toList());
  }

  private List<SourceColumn> require(List<String> columns) {
    return columns.stream().map(name -> table.require(name, "the gate")).toList();
  }
}
