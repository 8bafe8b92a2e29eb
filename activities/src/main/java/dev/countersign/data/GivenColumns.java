package dev.countersign.data;

import dev.countersign.data.PredictedColumns.Amounts;
import dev.countersign.data.PredictedColumns.Classes;
import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predictions that stand in a column of the source. */
record GivenColumns(SourceTable table, DataSpec spec, LabelledRows labelled) {

  /**
   * The columns of labels and predictions.
   *
   * @param id what tells rows apart
   * @throws DataException if predictions are of another kind than the label, or a row has none
   */
  PredictedColumns of(RowSet rows, PredictionsSpec predictions, Sql id) {
    SourceColumn column = table.require(predictions.column(), "predictions.column");
    Double threshold = predictions.threshold();
    return switch (spec.label().taskOrDefault()) {
      case REGRESSION -> amounts(rows, column, id);
      case CLASSIFICATION, MULTI_CLASS ->
          threshold == null ? decisions(rows, column, id) : scores(rows, column, id, threshold);
    };
  }

  /** Whether a row has a score in [0, 1] shows as they are counted. */
  private PredictedColumns scores(RowSet rows, SourceColumn column, Sql id, double threshold) {
    requireNumbers(
        column,
        "holds texts, not scores: name a column of numbers in [0, 1], or leave out"
            + " predictions.threshold if it holds decisions");
    Sql decided = Sql.format("%s >= %s", column.number(), Sql.value(threshold));
    return columns(rows, column, id, decided, column.number(), null, null);
  }

  private PredictedColumns decisions(RowSet rows, SourceColumn column, Sql id) {
    SourceColumn label = table.require(spec.label().column(), "data.label");
    boolean numbers = label.numeric() && column.numeric();
    Sql answer = numbers ? column.number() : column.text();
    Sql favourable = value(labelled.favourable(), numbers);
    refuse(
        rows,
        column,
        Sql.format("%s OR NOT (%s)", column.missing(), known(rows, label, answer, numbers)),
        "no value of the label. Correct it, or give predictions.threshold if it holds scores");
    Classes classes =
        spec.label().taskOrDefault() == Task.MULTI_CLASS
            ? new Classes(labelled.label(), column.text(), null, label.numeric(), column.numeric())
            : null;
    Sql decided = Sql.format("%s = %s", answer, favourable);
    return columns(rows, column, id, decided, null, classes, null);
  }

  /**
   * Whether an answer is one of the classes that the manifest names, or else a label of the rows.
   */
  private Sql known(RowSet rows, SourceColumn label, Sql answer, boolean numbers) {
    List<String> named = spec.label().classes();
    if (named != null) {
      List<Sql> values = named.stream().map(name -> value(name, numbers)).toList();
      return Sql.format("%s IN (%s)", answer, Sql.join(", ", values));
    }
    return Sql.format(
        "%s = %s OR %s IN (SELECT DISTINCT %s FROM source WHERE %s)",
        answer,
        value(labelled.favourable(), numbers),
        answer,
        numbers ? label.number() : labelled.label(),
        labelled.in(rows));
  }

  private static Sql value(String name, boolean number) {
    return number ? Sql.value(Double.parseDouble(name)) : Sql.value(name);
  }

  private PredictedColumns amounts(RowSet rows, SourceColumn column, Sql id) {
    requireNumbers(
        column, "holds texts, but data.label.task is regression: name a column of numbers");
    refuse(
        rows,
        column,
        Sql.format("%s IS NULL", column.finite()),
        "no finite number. Fill it in, or split off the rows without a prediction");
    SourceColumn label = table.require(spec.label().column(), "data.label");
    Band favourable = Band.parse(spec.label().favourable());
    Amounts amounts = new Amounts(label.number(), column.number(), favourable);
    return columns(rows, column, id, GroupColumn.in(column, favourable), null, null, amounts);
  }

  private PredictedColumns columns(
      RowSet rows,
      SourceColumn column,
      Sql id,
      Sql decided,
      @Nullable Sql score,
      @Nullable Classes classes,
      @Nullable Amounts amounts) {
    return new PredictedColumns(
        name(column),
        table.session(),
        table.dialect(),
        Sql.format("source WHERE %s", labelled.in(rows)),
        JudgedSource.of(table, labelled, rows, id),
        id,
        column.numeric() ? column.number() : column.text(),
        attribute -> GroupColumn.of(attribute, table),
        slice -> SliceFilter.of(slice, table),
        labelled.isFavourable(),
        decided,
        score,
        classes,
        amounts);
  }

  private static void requireNumbers(SourceColumn column, String otherwise) {
    if (!column.numeric()) {
      throw new DataException(name(column) + " " + otherwise);
    }
  }

  private void refuse(RowSet rows, SourceColumn column, Sql wrong, String what) {
    Sql count =
        Sql.format("SELECT count(*) FROM source WHERE %s AND (%s)", labelled.in(rows), wrong);
    PredictedColumns.refuse(
        name(column), table.session().single(count, row -> row.getLong(1)), what);
  }

  private static String name(SourceColumn column) {
    return "predictions.column " + column.name();
  }
}
