package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.PredictionsSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads decisions or scores that stand in the data already. */
final class GivenPredictions {
  private GivenPredictions() {}

  /**
   * Reads the column of predictions.
   *
   * @throws DataException if a row has none, a score lies outside [0, 1], or a decision is no value
   *     of the label
   */
  static ScoredRows read(
      PredictionsSpec spec, Dataset data, RowSet rows, boolean[] favourable, Label label) {
    Double threshold = spec.threshold();
    if (threshold != null) {
      double[] scores = scores(data.frame(rows, List.of(spec.column())), spec.column());
      boolean[] decisions = new boolean[scores.length];
      for (int row = 0; row < scores.length; row++) {
        decisions[row] = scores[row] >= threshold;
      }
      return new ScoredRows(favourable, scores, decisions);
    }
    return new ScoredRows(favourable, null, decisions(spec.column(), data, rows, label));
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

  private static boolean[] decisions(String column, Dataset data, RowSet rows, Label label) {
    Frame frame = data.frame(rows, List.of(column, label.column()));
    String favourable = written(frame.column(label.column()), label.favourable());
    Set<String> known = new TreeSet<>(Set.of(favourable));
    for (int row = 0; row < frame.rows(); row++) {
      String value = text(frame.column(label.column()), row);
      if (value != null) {
        known.add(value);
      }
    }
    boolean[] decisions = new boolean[frame.rows()];
    for (int row = 0; row < decisions.length; row++) {
      String value = text(frame.column(column), row);
      if (value == null || !known.contains(value)) {
        throw new DataException(
            "predictions.column %s: row %d of those evaluated holds %s, no value of the label %s"
                    .formatted(column, row, value, known)
                + ". Correct it, or give predictions.threshold if it holds scores");
      }
      decisions[row] = value.equals(favourable);
    }
    return decisions;
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
