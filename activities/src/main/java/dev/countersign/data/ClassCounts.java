package dev.countersign.data;

import dev.countersign.data.PredictedColumns.Classes;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;

/** Counts labels against predicted classes, where the rows are. */
record ClassCounts(PredictedColumns columns, Classes classes) {

  List<ClassCell> cells(List<ProtectedAttribute> attributes) {
    List<Sql> keys = new ArrayList<>(columns.groups(attributes));
    keys.add(classes.actual());
    keys.add(classes.predicted());
    int groups = attributes.size();
    String by = PredictedColumns.keys(groups + 2);
    Sql own = classes.own();
    Sql rows =
        Sql.format(
            "SELECT %s, %s AS l FROM %s",
            PredictedColumns.named(keys),
            own == null ? Sql.of("0e0") : Sql.format(PredictionCounts.logLoss("%s"), own),
            columns.rows());
    Sql cells =
        Sql.format(
            "SELECT " + by + ", count(*), " + Powers.of("l") + " FROM (%s) GROUP BY " + by, rows);
    return columns
        .session()
        .query(
            cells,
            row ->
                new ClassCell(
                    PredictedColumns.groups(row, groups),
                    classes.label(row.getString(groups + 1)),
                    classes.prediction(row.getString(groups + 2)),
                    row.getLong(groups + 3),
                    own == null ? null : Powers.read(row, groups + 4)));
  }
}
