package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.RowBlock;
import dev.countersign.decision.Decisions;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.util.List;
import java.util.Objects;

/**
 * Asks models about the rows that are judged.
 *
 * @param favourable per row, whether the label is the favourable one
 * @param thresholds per row, the score at or above which it is decided favourably
 * @param label the label's own values
 */
record AskedModel(boolean[] favourable, double[] thresholds, LabelColumn label) {

  /** Asks about some of the rows. */
  static AskedModel of(RowBlock block, Decisions rule) {
    double[] thresholds =
        rule.thresholds(
            block.favourable().length,
            attribute -> Objects.requireNonNull(block.groups().get(attribute)));
    return new AskedModel(block.favourable(), thresholds, block.label());
  }

  /** Why what serves now can't be asked, in words. */
  static String trouble(RuntimeException refused) {
    return "The incumbent can't be asked about these rows: " + refused.getMessage();
  }

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
              new Outcome.Amounts(label.numbers(), amounts.values(), amounts.favourable()));
    };
  }

  private Outcome.Classes outcome(Answers.Classes answers) {
    List<String> names = label.classes();
    int[] actual = label.indices(names);
    int[] predicted = new int[actual.length];
    double[] own = new double[actual.length];
    for (int row = 0; row < actual.length; row++) {
      predicted[row] = answers.predicted(row);
      own[row] = answers.probability(row, actual[row]);
    }
    return new Outcome.Classes(names, actual, predicted, own);
  }
}
