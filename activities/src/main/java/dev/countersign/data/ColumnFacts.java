package dev.countersign.data;

import dev.countersign.data.Dataset.LabelCount;
import dev.countersign.data.Dataset.TimeOrder;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts of single columns, counted where the rows are. */
record ColumnFacts(SourceTable table, LabelledRows labelled) {
  private static final int FIGURES = 4;

  /** A sum of many numbers hangs on their order in its last digits. */
  private static final MathContext DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

  private static final String FINITE = "abs(%s) <= " + Double.MAX_VALUE;

  Map<String, NumberFacts> numbers(RowSet rows, List<String> columns) {
    List<SourceColumn> numeric =
        columns.stream()
            .map(name -> table.require(name, "the gate"))
            .filter(SourceColumn::numeric)
            .toList();
    Map<String, NumberFacts> facts = new LinkedHashMap<>();
    for (List<SourceColumn> batch : Sql.batches(numeric)) {
      List<Sql> figures = batch.stream().map(ColumnFacts::figures).toList();
      table
          .session()
          .forEach(
              Sql.format(
                  "SELECT %s FROM source WHERE %s", Sql.join(", ", figures), labelled.in(rows)),
              row -> {
                for (int i = 0; i < batch.size(); i++) {
                  facts.put(batch.get(i).name(), read(row, i * FIGURES + 1));
                }
              });
    }
    return facts;
  }

  private static Sql figures(SourceColumn column) {
    Sql number = column.number();
    Sql finite = Sql.format(FINITE, number);
    return Sql.format(
        "min(%s) FILTER (WHERE %s), max(%s) FILTER (WHERE %s), avg(%s) FILTER (WHERE %s),"
            + " count(*) FILTER (WHERE %s IN (CAST('Infinity' AS DOUBLE), CAST('-Infinity' AS"
            + " DOUBLE)))",
        number, finite, number, finite, number, finite, number);
  }

  private static NumberFacts read(ResultSet row, int from) throws SQLException {
    return new NumberFacts(
        number(row, from),
        number(row, from + 1),
        rounded(number(row, from + 2)),
        row.getLong(from + 3));
  }

  private static @Nullable Double number(ResultSet row, int index) throws SQLException {
    double number = row.getDouble(index);
    return row.wasNull() || !Double.isFinite(number) ? null : (Double) number;
  }

  private static @Nullable Double rounded(@Nullable Double number) {
    return number == null ? null : (Double) new BigDecimal(number).round(DIGITS).doubleValue();
  }

  List<LabelCount> labelled(ProtectedAttribute attribute) {
    return table
        .session()
        .query(
            Sql.format(
                "SELECT %s, count(*), count(*) FILTER (WHERE %s IS NULL) FROM source"
                    + " GROUP BY 1 ORDER BY 1",
                GroupColumn.of(attribute, table), labelled.label()),
            row -> new LabelCount(row.getString(1), row.getLong(2), row.getLong(3)));
  }

  TimeOrder timeOrder(String name) {
    SourceColumn column = table.require(name, "gates.data-audit.timeColumn");
    Sql time = column.numeric() ? column.number() : SplitRule.timestamp(column.text());
    Sql first =
        Sql.format("(SELECT min(%s) FROM source WHERE %s)", time, labelled.in(RowSet.EVALUATION));
    Sql query =
        Sql.format(
            "SELECT count(*) FILTER (WHERE %s >= %s), count(*), CAST(%s AS VARCHAR),"
                + " count(*) FILTER (WHERE %s IS NULL) FROM source WHERE %s",
            time, first, first, time, labelled.in(RowSet.TRAIN));
    return table
        .session()
        .single(
            query,
            row -> {
              if (row.getLong(4) > 0 || row.getString(3) == null) {
                throw new DataException(
                    "gates.data-audit.timeColumn "
                        + name
                        + " is missing or no time in some rows: write times as 2026-01-31 or"
                        + " 2026-01-31 12:00:00, or name another column");
              }
              return new TimeOrder(row.getLong(1), row.getLong(2), row.getString(3));
            });
  }
}
