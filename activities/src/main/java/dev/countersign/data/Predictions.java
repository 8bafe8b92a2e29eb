package dev.countersign.data;

import dev.countersign.data.Dataset.Fingerprint;
import dev.countersign.data.PredictedColumns.Amounts;
import dev.countersign.data.PredictedColumns.Classes;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted of the rows that are judged, counted where they are: memory does not grow with
 * their number.
 */
public final class Predictions implements AutoCloseable {
  private final PredictedColumns columns;
  private final Runnable after;
  private @Nullable AmountCells scale;

  /**
   * @param after run when they are no longer needed
   */
  Predictions(PredictedColumns columns, Runnable after) {
    this.columns = columns;
    this.after = after;
  }

  /**
   * Counts by group, label, decision and range of scores.
   *
   * @param attributes whose groups, taken together, are told apart; may be none
   * @param slice the rows counted; null for all
   * @throws DataException if a row has no score in [0, 1]
   */
  public List<ScoreCell> scores(List<ProtectedAttribute> attributes, @Nullable Slice slice) {
    return new PredictionCounts(columns.of(slice)).decisions(attributes);
  }

  /** Whether the label is one of several classes. */
  public boolean areClasses() {
    return columns.classes() != null;
  }

  /**
   * Counts by group, label and predicted class.
   *
   * @throws NullPointerException if the label is not one of several classes
   */
  public List<ClassCell> classes(List<ProtectedAttribute> attributes, @Nullable Slice slice) {
    Classes classes = Objects.requireNonNull(columns.classes(), "no classes");
    return new ClassCounts(columns.of(slice), classes).cells(attributes);
  }

  /** A class as the manifest has it, in the way cells write it. */
  public String written(String name) {
    Classes classes = columns.classes();
    return classes == null ? name : classes.written(name);
  }

  /** Whether the label is a number. */
  public boolean areAmounts() {
    return columns.amounts() != null;
  }

  /**
   * Adds up numbers by group.
   *
   * @throws NullPointerException if the label is no number
   */
  public AmountCells amounts(List<ProtectedAttribute> attributes, @Nullable Slice slice) {
    Amounts amounts = numbers();
    return new AmountCounts(columns.of(slice), amounts).cells(scale(amounts), attributes);
  }

  /**
   * Counts by group, label, decision and range of how far predicted numbers lie within the
   * favourable range.
   *
   * @throws NullPointerException if the label is no number
   */
  public List<ScoreCell> ranks(List<ProtectedAttribute> attributes, @Nullable Slice slice) {
    Amounts amounts = numbers();
    return new PredictionCounts(columns.of(slice)).ranks(amounts, scale(amounts), attributes);
  }

  private Amounts numbers() {
    return Objects.requireNonNull(columns.amounts(), "no numbers");
  }

  /** That of all rows, whichever are counted. */
  private AmountCells scale(Amounts amounts) {
    if (scale == null) {
      scale = new AmountCounts(columns, amounts).scale();
    }
    return scale;
  }

  /** Which rows were looked at, and what was answered. */
  public Fingerprint fingerprint() {
    Sql label = Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", columns.favourable());
    Sql query =
        Sql.format(
            "SELECT %s, %s FROM %s",
            columns.dialect().fingerprint(columns.id(), label),
            columns.dialect().fingerprint(columns.id(), columns.answer()),
            columns.rows());
    return columns
        .session()
        .single(query, row -> new Fingerprint(row.getString(1), row.getString(2)));
  }

  @Override
  public void close() {
    after.run();
  }
}
