package dev.countersign.data;

import dev.countersign.data.AmountCells.Cell;
import dev.countersign.data.AmountCells.Labels;
import dev.countersign.data.PredictedColumns.Amounts;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Adds up labels and predictions that are numbers, where the rows are. */
record AmountCounts(PredictedColumns columns, Amounts amounts) {
  private static final List<String> SUMMED = List.of("p", "e", "m", "q", "a");

  /** By group, in the centre and unit of {@code scale}. */
  AmountCells cells(AmountCells scale, List<ProtectedAttribute> attributes) {
    List<Sql> keys = new ArrayList<>(columns.groups(attributes));
    int groups = attributes.size();
    String by = groups == 0 ? "" : PredictedColumns.keys(groups) + ", ";
    keys.add(scaled(amounts.actual(), scale));
    keys.add(scaled(amounts.predicted(), scale));
    Sql numbers = Sql.format("SELECT %s FROM %s", PredictedColumns.named(keys), columns.rows());
    String actual = "k" + groups;
    String predicted = "k" + (groups + 1);
    String error = "(" + predicted + " - " + actual + ")";
    Sql rows =
        Sql.format(
            "SELECT "
                + by
                + actual
                + " AS a, "
                + predicted
                + " AS p, "
                + error
                + " AS e, abs"
                + error
                + " AS m, "
                + error
                + " * "
                + error
                + " AS q FROM (%s)",
            numbers);
    String sums = String.join(", ", SUMMED.stream().map(Powers::of).toList());
    Sql cells =
        Sql.format(
            "SELECT "
                + by
                + "count(*), min(a), max(a), "
                + sums
                + ", sum(a * a * a * a), sum(q * a), sum(q * a * a) FROM (%s)"
                + (groups == 0 ? "" : " GROUP BY " + PredictedColumns.keys(groups)),
            rows);
    List<Cell> found = new ArrayList<>();
    columns
        .session()
        .forEach(
            cells,
            row -> {
              if (row.getLong(groups + 1) > 0) {
                found.add(cell(row, groups));
              }
            });
    return new AmountCells(scale.centre(), scale.unit(), found);
  }

  private static Cell cell(ResultSet row, int groups) throws SQLException {
    int at = groups + 4;
    List<Sums> sums = new ArrayList<>();
    for (int i = 0; i < SUMMED.size(); i++) {
      sums.add(Powers.read(row, at + i * Powers.COLUMNS));
    }
    int after = at + SUMMED.size() * Powers.COLUMNS;
    return new Cell(
        PredictedColumns.groups(row, groups),
        row.getLong(groups + 1),
        row.getDouble(groups + 2),
        row.getDouble(groups + 3),
        sums.get(0),
        sums.get(1),
        sums.get(2),
        sums.get(3),
        new Labels(
            sums.get(4), row.getDouble(after), row.getDouble(after + 1), row.getDouble(after + 2)));
  }

  private static Sql scaled(Sql number, AmountCells scale) {
    return Sql.format(
        "((%s - %s) / %s)", number, Sql.value(scale.centre()), Sql.value(scale.unit()));
  }

  /** Where labels lie, and how wide; no cells yet. */
  AmountCells scale() {
    Sql query =
        Sql.format(
            "SELECT avg(%s), stddev_samp(%s) FROM %s",
            amounts.actual(), amounts.actual(), columns.rows());
    return columns
        .session()
        .single(
            query,
            row -> {
              double spread = row.getDouble(2);
              return new AmountCells(row.getDouble(1), spread > 0 ? spread : 1, List.of());
            });
  }
}
