package dev.countersign.data;

import dev.countersign.manifest.DataFacts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what validation needs to know of the data. */
public final class DatasetFacts {
  private DatasetFacts() {}

  /** Facts of one file; see {@link #of(DataSources, Collection)}. */
  public static DataFacts of(Path file, Collection<String> valuesOf) {
    return of(new DataSources.Single(file), valuesOf);
  }

  /**
   * Reads the sources' columns, number of rows and some columns' values.
   *
   * @param valuesOf columns whose distinct values are wanted; those that don't exist are left out
   * @throws DataException if a source can't be read as a table
   */
  public static DataFacts of(DataSources sources, Collection<String> valuesOf) {
    try (SourceTable table = SourceTable.open(sources, SqlLog.SILENT)) {
      Map<String, List<String>> values = new HashMap<>();
      for (String name : valuesOf) {
        table.column(name).ifPresent(column -> values.put(name, values(table, column)));
      }
      long rows = table.session().single(Sql.of("SELECT count(*) FROM source"), r -> r.getLong(1));
      return new DataFacts(rows, table.facts(), values);
    }
  }

  private static List<String> values(SourceTable table, SourceColumn column) {
    return table
        .session()
        .query(
            Sql.format(
                "SELECT DISTINCT v FROM (SELECT %s AS v FROM source) WHERE v IS NOT NULL"
                    + " ORDER BY v LIMIT "
                    + DataFacts.MAX_VALUES,
                column.text()),
            row -> row.getString(1));
  }
}
