package dev.countersign.data;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One or several files as the table {@code source} of a locked-down DuckDB: the files' columns in
 * the first file's order, {@code __row} (from 0, through all files) and {@code __source} (the
 * file's place in the list). CSV is loaded as text; Parquet stays where it is and is read column by
 * column.
 */
final class FileTable extends SourceTable {
  private static final int MAX_LINE_BYTES = 16 << 20;

  private final DuckDatabase database;
  private final List<SourceFile> files;
  private List<SourceColumn> columns = List.of();

  private FileTable(DuckDatabase database, List<SourceFile> files) {
    this.database = database;
    this.files = files;
  }

  /**
   * Loads files.
   *
   * @throws DataException if one can't be read as a table, has no rows, or their columns differ
   */
  static FileTable load(List<Path> paths, SqlLog log) {
    List<SourceFile> files = paths.stream().map(SourceFile::at).toList();
    FileTable table = new FileTable(DuckDatabase.open(log), files);
    try {
      table.readFiles();
      table.lockDown();
      table.detectNumbers();
      return table;
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  @Override
  Dialect dialect() {
    return Dialect.DUCKDB;
  }

  @Override
  SqlSession session() {
    return database.session();
  }

  @Override
  List<Path> paths() {
    return files.stream().map(SourceFile::path).toList();
  }

  @Override
  List<SourceColumn> columns() {
    return columns;
  }

  private void readFiles() {
    List<Sql> parts = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      String relation = relation(file, i);
      requireSameColumns(file, describe(file, relation));
      long added =
          database.session().single(Sql.of("SELECT count(*) FROM " + relation), r -> r.getLong(1));
      if (added == 0) {
        throw new DataException(file.path() + " has a header but no rows: it needs rows");
      }
      parts.add(numbered(file, relation, i, rows));
      rows += added;
    }
    database.execute(Sql.format("CREATE VIEW source AS %s", Sql.join(" UNION ALL ", parts)));
  }

  /** What stands after FROM to read a file: a table for CSV, the file itself for Parquet. */
  private String relation(SourceFile file, int index) {
    String path = Sql.literal(file.path().toString());
    return switch (file.format()) {
      case CSV -> {
        String table = "source" + index;
        List<String> names = CsvHeader.read(file.path(), file.delimiter());
        file.requireDistinct(names);
        database.limitMemory(names.size());
        executeReading(file, "CREATE TABLE " + table + " AS " + readCsv(file, path, names));
        yield table;
      }
      case PARQUET -> "read_parquet(" + path + ", hive_partitioning=false)";
    };
  }

  private void executeReading(SourceFile file, String sql) {
    try {
      database.session().execute(Sql.of(sql));
    } catch (SQLException e) {
      throw UnreadableFile.explain(file.path(), e);
    }
  }

  private static String readCsv(SourceFile file, String path, List<String> names) {
    String types =
        String.join(", ", names.stream().map(n -> Sql.literal(n) + ": 'VARCHAR'").toList());
    return "SELECT * FROM read_csv("
        + path
        + ", auto_detect=false, header=true, strict_mode=true, compression='none'"
        + ", nullstr=['', 'NaN', 'nan', 'NAN']"
        + ", quote='\"', escape='\"', delim="
        + Sql.literal(String.valueOf(file.delimiter()))
        + ", max_line_size="
        + MAX_LINE_BYTES
        + ", columns={"
        + types
        + "})";
  }

  private List<SourceColumn> describe(SourceFile file, String relation) {
    executeReading(file, "SELECT * FROM " + relation + " LIMIT 0");
    return database
        .session()
        .query(
            Sql.of("DESCRIBE SELECT * FROM " + relation),
            r ->
                switch (file.format()) {
                  case CSV -> SourceColumn.ofCsv(r.getString(1));
                  case PARQUET -> SourceColumn.ofParquet(r.getString(1), r.getString(2));
                });
  }

  private void requireSameColumns(SourceFile file, List<SourceColumn> found) {
    file.requireDistinct(found.stream().map(SourceColumn::name).toList());
    if (columns.isEmpty()) {
      database.limitMemory(found.size());
      columns = found;
      return;
    }
    Set<SourceColumn> missing = new LinkedHashSet<>(columns);
    found.forEach(missing::remove);
    Set<SourceColumn> added = new LinkedHashSet<>(found);
    columns.forEach(added::remove);
    if (!missing.isEmpty() || !added.isEmpty()) {
      throw new DataException(
          file.path()
              + " doesn't have the columns of "
              + files.getFirst().path()
              + ": missing "
              + described(missing)
              + ", added "
              + described(added)
              + ". Give every source the same columns and types");
    }
  }

  private static String described(Set<SourceColumn> columns) {
    return shortened(columns.stream().map(c -> c.name() + " " + c.type()).toList());
  }

  private Sql numbered(SourceFile file, String relation, int index, long before) {
    String number = file.format() == SourceFile.Format.CSV ? "rowid" : "file_row_number";
    List<Sql> names = columns.stream().map(c -> Sql.name(c.name())).toList();
    return Sql.format(
        "SELECT "
            + number
            + " + "
            + before
            + " AS "
            + SourceFile.ROW
            + ", "
            + index
            + " AS "
            + SourceFile.SOURCE
            + ", %s FROM "
            + relation.replace("%", "%%"),
        Sql.join(", ", names));
  }

  /** From here on this connection reads the sources and nothing else. */
  private void lockDown() {
    List<String> paths = files.stream().map(f -> Sql.literal(f.path().toString())).toList();
    database.execute(Sql.of("SET allowed_paths = [" + String.join(", ", paths) + "]"));
    database.execute(Sql.of("SET enable_external_access = false"));
    database.execute(Sql.of("SET lock_configuration = true"));
  }

  private void detectNumbers() {
    if (files.getFirst().format() == SourceFile.Format.PARQUET) {
      return;
    }
    List<SourceColumn> detected = new ArrayList<>();
    for (List<SourceColumn> batch : Sql.batches(columns)) {
      List<Sql> texts = batch.stream().map(c -> Sql.format("bool_or(%s)", c.notNumber())).toList();
      database
          .session()
          .forEach(
              Sql.format("SELECT %s FROM source", Sql.join(", ", texts)),
              row -> {
                for (int i = 0; i < batch.size(); i++) {
                  detected.add(batch.get(i).numeric(!row.getBoolean(i + 1)));
                }
              });
    }
    columns = List.copyOf(detected);
  }

  @Override
  public void close() {
    database.close();
  }
}
