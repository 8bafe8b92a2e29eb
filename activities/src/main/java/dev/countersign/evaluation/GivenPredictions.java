package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.manifest.ReleaseManifest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the data already: decisions, scores, predicted numbers or predicted classes.
 *
 * @param rows labels against decisions, with scores where there are some
 * @param outcome the numbers or classes; null where the label is favourable or not
 */
record GivenPredictions(ScoredRows rows, @Nullable Outcome outcome) {

  /**
   * Reads the column of predictions for the rows that decisions are judged on.
   *
   * @param favourable per row, whether the label is
   * @throws DataException if a row has none, a score lies outside [0, 1], a decision is no value of
   *     the label, or a number is none
   */
  static GivenPredictions read(ReleaseManifest manifest, Dataset data, boolean[] favourable) {
    PredictionsSpec spec = Objects.requireNonNull(manifest.predictions());
    Label label = manifest.data().label();
    RowSet rows = data.judgedRows();
    Double threshold = spec.threshold();
    if (label.taskOrDefault() == Task.REGRESSION) {
      return amounts(spec.column(), label, data.frame(rows, columns(spec, label)), favourable);
    }
    if (threshold != null) {
      double[] scores = scores(data.frame(rows, List.of(spec.column())), spec.column());
      boolean[] decisions = new boolean[scores.length];
      for (int row = 0; row < scores.length; row++) {
        decisions[row] = scores[row] >= threshold;
      }
      return new GivenPredictions(new ScoredRows(favourable, scores, decisions), null);
    }
    return classes(spec.column(), label, data.frame(rows, columns(spec, label)), favourable);
  }

  private static List<String> columns(PredictionsSpec spec, Label label) {
    return List.of(spec.column(), label.column()).stream().distinct().toList();
  }

  private static GivenPredictions amounts(
      String column, Label label, Frame frame, boolean[] favourable) {
    if (!(frame.column(column) instanceof Frame.Numbers(double[] predicted))) {
      throw new DataException(
          "predictions.column "
              + column
              + " holds texts, but data.label.task is regression: name"
              + " a column of numbers");
    }
    Band band = Band.parse(label.favourable());
    boolean[] decisions = new boolean[predicted.length];
    for (int row = 0; row < predicted.length; row++) {
      if (Double.isNaN(predicted[row])) {
        throw new DataException(
            "predictions.column %s: row %d of those evaluated holds no number"
                    .formatted(column, row)
                + ". Fill it in, or split off the rows without a prediction");
      }
      decisions[row] = band.contains(predicted[row]);
    }
    return new GivenPredictions(
        new ScoredRows(favourable, null, decisions),
        new Outcome.Amounts(frame.numbers(label.column()), predicted));
  }

  private static double[] scores(Frame frame, String column) {
    if (!(frame.column(column) instanceof Frame.Numbers(double[] scores))) {
      throw new DataException(
          "predictions.column "
              + column
              + " holds texts, not scores: name a column of numbers in"
              + " [0, 1], or leave out predictions.threshold if it holds decisions");
    }
    for (int row = 0; row < scores.length; row++) {
      if (!(scores[row] >= 0 && scores[row] <= 1)) {
        throw new DataException(
            "predictions.column %s: row %d of those evaluated holds %s, no score in [0, 1]"
                    .formatted(column, row, scores[row])
                + ". Correct the column, or split off the rows without a score");
      }
    }
    return scores;
  }

  private static GivenPredictions classes(
      String column, Label label, Frame frame, boolean[] favourable) {
    String good = written(frame.column(label.column()), label.favourable());
    Set<String> known = new TreeSet<>(Set.of(good));
    for (int row = 0; row < frame.rows(); row++) {
      String value = text(frame.column(label.column()), row);
      if (value != null) {
        known.add(value);
      }
    }
    List<String> names = List.copyOf(known);
    int[] actual = new int[frame.rows()];
    int[] predicted = new int[frame.rows()];
    boolean[] decisions = new boolean[frame.rows()];
    for (int row = 0; row < decisions.length; row++) {
      String value = text(frame.column(column), row);
      if (value == null || !known.contains(value)) {
        throw new DataException(
            "predictions.column %s: row %d of those evaluated holds %s, no value of the label %s"
                    .formatted(column, row, value, known)
                + ". Correct it, or give predictions.threshold if it holds scores");
      }
      decisions[row] = value.equals(good);
      predicted[row] = names.indexOf(value);
      actual[row] = names.indexOf(text(frame.column(label.column()), row));
    }
    return new GivenPredictions(
        new ScoredRows(favourable, null, decisions),
        label.taskOrDefault() == Task.MULTI_CLASS
            ? new Outcome.Classes(names, actual, predicted)
            : null);
  }

  /** The favourable value as {@link #text} would write it in the label's column. */
  private static String written(Frame.Column label, String favourable) {
    return switch (label) {
      case Frame.Texts texts -> favourable;
      case Frame.Numbers numbers -> text(Double.parseDouble(favourable));
    };
  }

  private static @Nullable String text(Frame.Column column, int row) {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers(double[] values) -> Double.isNaN(values[row]) ? null : text(values[row]);
    };
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
