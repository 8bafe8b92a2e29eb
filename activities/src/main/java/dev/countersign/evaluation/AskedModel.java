package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks models about the rows that are judged.
 *
 * @param favourable per row, whether the label is the favourable one
 * @param thresholds per row, the score at or above which it is decided favourably
 * @param label the label's own values; null where it is favourable or not
 */
record AskedModel(boolean[] favourable, double[] thresholds, @Nullable LabelColumn label) {

  /**
   * What a model predicts of them.
   *
   * @throws dev.countersign.model.ModelException if it refuses a row
   */
  Predicted ask(Scorer model, Frame inputs) {
    if (favourable.length == 0) {
      return new Predicted(new ScoredRows(favourable, new double[0], new boolean[0]), null);
    }
    Answers answers = model.answers(inputs);
    double[] scores = answers.scores();
    boolean[] decisions = new boolean[scores.length];
    for (int row = 0; row < scores.length; row++) {
      decisions[row] = scores[row] >= thresholds[row];
    }
    return switch (answers) {
      case Answers.Probabilities(double[] probabilities) ->
          new Predicted(new ScoredRows(favourable, probabilities, decisions), null);
      case Answers.Classes classes ->
          new Predicted(
              new ScoredRows(favourable, classes.explained(), decisions), outcome(classes));
      case Answers.Amounts amounts ->
          new Predicted(
              new ScoredRows(favourable, null, decisions),
              new Outcome.Amounts(labels().numbers(), amounts.values(), amounts.favourable()));
    };
  }

  private LabelColumn labels() {
    return Objects.requireNonNull(label, "read wherever the label is more than favourable or not");
  }

  private Outcome.Classes outcome(Answers.Classes answers) {
    List<String> names = labels().classes();
    int[] actual = labels().indices(names);
    int[] predicted = new int[actual.length];
    double[] own = new double[actual.length];
    for (int row = 0; row < actual.length; row++) {
      predicted[row] = answers.predicted(row);
      own[row] = answers.probability(row, actual[row]);
    }
    return new Outcome.Classes(names, actual, predicted, own);
  }
}
