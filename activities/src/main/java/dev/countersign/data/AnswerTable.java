package dev.countersign.data;

import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered about rows, in a table of its own, with all that they are counted by. Rows
 * pass through memory block by block; what doesn't fit spills to disk.
 */
final class AnswerTable implements AutoCloseable {
  private static final String NAME = "answers";
  private static final int BLOCK = 20_000;

  /** Columns before those of groups and slices. */
  private static final List<String> FIXED =
      List.of(
          "id VARCHAR",
          "favourable BOOLEAN",
          "decided BOOLEAN",
          "score DOUBLE",
          "own DOUBLE",
          "actual_class VARCHAR",
          "predicted_class VARCHAR",
          "actual DOUBLE",
          "predicted DOUBLE");

  private final DuckDatabase database;
  private final Label label;
  private final boolean numeric;
  private final List<ProtectedAttribute> attributes;
  private final List<Slice> slices;

  private AnswerTable(
      DuckDatabase database,
      Label label,
      boolean numeric,
      List<ProtectedAttribute> attributes,
      List<Slice> slices) {
    this.database = database;
    this.label = label;
    this.numeric = numeric;
    this.attributes = attributes;
    this.slices = slices;
  }

  /**
   * An empty one.
   *
   * @param numeric whether labels are numbers
   * @param attributes whose groups its rows can be counted by
   * @param slices likewise
   * @param log told every statement
   */
  static AnswerTable create(
      Label label,
      boolean numeric,
      List<ProtectedAttribute> attributes,
      List<Slice> slices,
      SqlLog log) {
    AnswerTable table =
        new AnswerTable(
            DuckDatabase.open(log), label, numeric, List.copyOf(attributes), List.copyOf(slices));
    List<String> columns = new ArrayList<>(FIXED);
    IntStream.range(0, attributes.size()).forEach(i -> columns.add(group(i) + " VARCHAR"));
    IntStream.range(0, slices.size()).forEach(i -> columns.add(slice(i) + " BOOLEAN"));
    try {
      table.database.limitMemory(columns.size());
      table.database.execute(
          Sql.of("CREATE TABLE " + NAME + " (" + String.join(", ", columns) + ")"));
      return table;
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private static String group(int index) {
    return "g" + index;
  }

  private static String slice(int index) {
    return "s" + index;
  }

  /**
   * Asks about rows and keeps the answers.
   *
   * @param columns what the model is asked with
   */
  void ask(
      RowReads reads,
      RowSet rows,
      List<String> columns,
      Function<RowBlock, RowBlock.Answers> model) {
    database.append(
        NAME,
        table ->
            reads.forEachBlock(
                rows,
                columns,
                attributes,
                slices,
                BLOCK,
                (block, ids, inSlices) -> append(table, block, ids, inSlices, model.apply(block))));
  }

  private void append(
      DuckDBAppender table,
      RowBlock block,
      List<String> ids,
      List<boolean[]> inSlices,
      RowBlock.Answers answers) {
    try {
      for (int row = 0; row < ids.size(); row++) {
        table.beginRow();
        table.append(ids.get(row));
        table.append(block.favourable()[row]);
        table.append(answers.decided()[row]);
        append(table, answers, row);
        for (ProtectedAttribute attribute : attributes) {
          append(table, Objects.requireNonNull(block.groups().get(attribute)).get(row));
        }
        for (boolean[] in : inSlices) {
          table.append(in[row]);
        }
        table.endRow();
      }
    } catch (SQLException e) {
      throw SqlSession.failed(e);
    }
  }

  private static void append(DuckDBAppender table, RowBlock.Answers answers, int row)
      throws SQLException {
    switch (answers) {
      case RowBlock.Scores of -> {
        table.append(of.scores()[row]);
        nulls(table, 5);
      }
      case RowBlock.Classes of -> {
        table.append(of.scores()[row]);
        table.append(of.own()[row]);
        table.append(of.actual()[row]);
        table.append(of.predicted()[row]);
        nulls(table, 2);
      }
      case RowBlock.Amounts of -> {
        nulls(table, 4);
        table.append(of.actual()[row]);
        table.append(of.predicted()[row]);
      }
    }
  }

  private static void nulls(DuckDBAppender table, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      table.appendNull();
    }
  }

  private static void append(DuckDBAppender table, @Nullable String text) throws SQLException {
    if (text == null) {
      table.appendNull();
    } else {
      table.append(text);
    }
  }

  /**
   * The answers, to be counted; closing them closes this.
   *
   * @param source where the rows came from
   */
  Predictions predictions(JudgedSource source) {
    Task task = label.taskOrDefault();
    boolean numbers = task == Task.REGRESSION;
    Sql score = Sql.of("score");
    PredictedColumns columns =
        new PredictedColumns(
            "the model's answers",
            database.session(),
            Dialect.DUCKDB,
            Sql.of(NAME + " WHERE true"),
            source,
            Sql.of("id"),
            numbers ? Sql.of("predicted") : score,
            attribute -> Sql.of(group(attributes.indexOf(attribute))),
            slice -> Sql.of(slice(slices.indexOf(slice))),
            Sql.of("favourable"),
            Sql.of("decided"),
            numbers ? null : score,
            task == Task.MULTI_CLASS
                ? new PredictedColumns.Classes(
                    Sql.of("actual_class"),
                    Sql.of("predicted_class"),
                    Sql.of("own"),
                    numeric,
                    numeric)
                : null,
            numbers
                ? new PredictedColumns.Amounts(
                    Sql.of("actual"), Sql.of("predicted"), Band.parse(label.favourable()))
                : null);
    return new Predictions(columns, this::close);
  }

  @Override
  public void close() {
    database.close();
  }
}
