package dev.countersign.data;

import dev.countersign.manifest.DataFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Rows as the table {@code source} of some database: the source's columns, {@code __row}, which
 * tells rows apart and gives them an order, and {@code __source}, the place of a row's file in the
 * list of files.
 */
abstract sealed class SourceTable implements AutoCloseable permits FileTable, TrinoTable {

  /**
   * Opens sources.
   *
   * @param log told every statement
   * @throws DataException if one can't be read as a table, has no rows, or their columns differ
   */
  static SourceTable open(DataSources sources, SqlLog log) {
    return switch (sources) {
      case DataSources.Single single -> FileTable.load(single.paths(), log);
      case DataSources.Parts parts -> FileTable.load(parts.paths(), log);
      case DataSources.Table table -> TrinoTable.open(table, log);
    };
  }

  /** What the database calls things. */
  abstract Dialect dialect();

  abstract SqlSession session();

  /** The source's own columns, in its order. */
  abstract List<SourceColumn> columns();

  /** The files rows are in, in the order they are read; none where a server keeps them. */
  abstract List<Path> paths();

  List<DataFacts.Column> facts() {
    return columns().stream().map(SourceColumn::fact).toList();
  }

  Optional<SourceColumn> column(String name) {
    return columns().stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * A column by name.
   *
   * @throws DataException if there is none, naming those there are
   */
  SourceColumn require(String name, String where) {
    return column(name)
        .orElseThrow(
            () ->
                new DataException(
                    where
                        + " names column "
                        + name
                        + ", which the data doesn't have; it has "
                        + shortened(columns().stream().map(SourceColumn::name).toList())));
  }

  /** A list of names that may be very many. */
  static String shortened(List<String> names) {
    int shown = Math.min(names.size(), 30);
    String list = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? list + " and " + (names.size() - shown) + " more" : list;
  }

  @Override
  public abstract void close();
}
