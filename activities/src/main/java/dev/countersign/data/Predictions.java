package dev.countersign.data;

import dev.countersign.data.Dataset.Fingerprint;
import dev.countersign.data.PredictedColumns.Amounts;
import dev.countersign.data.PredictedColumns.Classes;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted of the rows that are judged, counted where they are: memory does not grow with
 * their number.
 */
public final class Predictions implements AutoCloseable {
  /** Cells of scores that come into memory at most: with many groups ranges are wider. */
  private static final long MOST_CELLS = 1 << 18;

  private final PredictedColumns columns;
  private final Runnable after;
  private final Map<List<ProtectedAttribute>, Integer> joined = new HashMap<>();
  private @Nullable AmountCells scale;
  private @Nullable Quartiles quartiles;

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
    return new PredictionCounts(columns.of(slice)).decisions(attributes, joined(attributes));
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
    return classes == null ? name : classes.label(name);
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
    return new PredictionCounts(columns.of(slice))
        .ranks(amounts, quartiles(amounts), attributes, joined(attributes));
  }

  /** Whether these attributes can be counted together without wider ranges of scores. */
  public boolean fitTogether(List<ProtectedAttribute> attributes) {
    return joined(attributes) == 1;
  }

  /**
   * How many ranges of scores have to be one, so that cells stay few however many groups there are.
   */
  private int joined(List<ProtectedAttribute> attributes) {
    boolean inRanges = columns.score() != null || columns.amounts() != null;
    if (attributes.isEmpty() || !inRanges) {
      return 1;
    }
    return joined.computeIfAbsent(
        attributes,
        some -> {
          int by = 1;
          while (groups(some) * 2 * ScoreCell.BINS / by > MOST_CELLS && by < ScoreCell.BINS) {
            by *= 2;
          }
          return by;
        });
  }

  private long groups(List<ProtectedAttribute> attributes) {
    Sql distinct =
        Sql.format(
            "SELECT count(*) FROM (SELECT DISTINCT %s FROM %s)",
            PredictedColumns.named(columns.groups(attributes)), columns.rows());
    return columns.session().single(distinct, row -> row.getLong(1));
  }

  private Amounts numbers() {
    return Objects.requireNonNull(columns.amounts(), "no numbers");
  }

  /** Those of all rows, whichever are counted. */
  private Quartiles quartiles(Amounts amounts) {
    if (quartiles == null) {
      quartiles = Quartiles.of(columns.session(), columns.rows(), amounts.rank());
    }
    return quartiles;
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
    Sql answers = columns.dialect().fingerprint(columns.id(), columns.answer());
    return new Fingerprint(
        columns.source().fingerprint(),
        columns
            .session()
            .single(
                Sql.format("SELECT %s FROM %s", answers, columns.rows()), row -> row.getString(1)));
  }

  @Override
  public void close() {
    after.run();
  }
}
