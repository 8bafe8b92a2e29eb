package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import java.util.List;

/** Reads what stands in the data already: decisions, scores, predicted numbers or classes. */
final class GivenPredictions {
  private GivenPredictions() {}

  /**
   * Reads the column of predictions.
   *
   * @param frame has that column
   * @param favourable per row, whether the label is
   * @param label the label's own values
   * @throws DataException if a row has none, a score lies outside [0, 1], a decision is no value of
   *     the label, or a number is none
   */
  static Predicted of(PredictionsSpec spec, Frame frame, boolean[] favourable, LabelColumn label) {
    Double threshold = spec.threshold();
    if (label.label().taskOrDefault() == Task.REGRESSION) {
      return amounts(spec.column(), frame, favourable, label);
    }
    if (threshold != null) {
      double[] scores = scores(frame, spec.column());
      boolean[] decisions = new boolean[scores.length];
      for (int row = 0; row < scores.length; row++) {
        decisions[row] = scores[row] >= threshold;
      }
      return new Predicted(new ScoredRows(favourable, scores, decisions), null);
    }
    return classes(spec.column(), frame, favourable, label);
  }

  /** How they became decisions, in words. */
  static String words(PredictionsSpec given) {
    return given.threshold() == null
        ? "decisions are given in " + given.column()
        : "favourable at or above " + given.threshold() + " of " + given.column();
  }

  private static Predicted amounts(
      String column, Frame frame, boolean[] favourable, LabelColumn label) {
    if (!(frame.column(column) instanceof Frame.Numbers(double[] predicted))) {
      throw new DataException(
          "predictions.column "
              + column
              + " holds texts, but data.label.task is regression: name"
              + " a column of numbers");
    }
    Band band = Band.parse(label.label().favourable());
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
    return new Predicted(
        new ScoredRows(favourable, null, decisions),
        new Outcome.Amounts(label.numbers(), predicted, band));
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

  private static Predicted classes(
      String column, Frame frame, boolean[] favourable, LabelColumn labels) {
    String good = labels.favourable();
    List<String> names = labels.classes();
    int[] predicted = new int[frame.rows()];
    boolean[] decisions = new boolean[frame.rows()];
    for (int row = 0; row < decisions.length; row++) {
      String value = LabelColumn.text(frame.column(column), row);
      predicted[row] = names.indexOf(value);
      if (value == null || predicted[row] < 0) {
        throw new DataException(
            "predictions.column %s: row %d of those evaluated holds %s, no value of the label %s"
                    .formatted(column, row, value, names)
                + ". Correct it, or give predictions.threshold if it holds scores");
      }
      decisions[row] = value.equals(good);
    }
    return new Predicted(
        new ScoredRows(favourable, null, decisions),
        labels.label().taskOrDefault() == Task.MULTI_CLASS
            ? new Outcome.Classes(names, labels.indices(names), predicted, null)
            : null);
  }
}
