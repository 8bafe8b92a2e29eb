package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.Grouping;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows a model is evaluated on, with everything said about them.
 *
 * @param ids per row
 * @param candidate labels, scores and decisions of the release
 * @param incumbent the same of what serves now; null when nothing does, or it can't be asked
 * @param incumbentTrouble why what serves now can't be asked; null when it can, or nothing serves
 * @param groupings every protected attribute, then every intersection
 * @param inputs what the model was asked with; null when the predictions were in the data
 * @param decisions how scores became decisions, in words
 */
record EvaluationSet(
    List<String> ids,
    ScoredRows candidate,
    @Nullable ScoredRows incumbent,
    @Nullable String incumbentTrouble,
    List<Grouping> groupings,
    @Nullable Frame inputs,
    String decisions) {

  /**
   * Loads the rows and asks the models.
   *
   * @return null when the release has neither a model nor predictions
   */
  static @Nullable EvaluationSet load(GateContext context) {
    Dataset data = context.data();
    RowSet rows = data.judgedRows();
    boolean[] favourable = data.favourable(rows);
    List<ProtectedAttribute> attributes = context.manifest().data().protectedAttributes();
    List<Grouping> groupings = Grouping.all(data, rows, attributes);
    List<String> ids = data.ids(rows);
    PredictionsSpec predictions = context.manifest().predictions();
    Scorer model = context.model();
    if (model == null) {
      if (predictions == null) {
        return null;
      }
      ScoredRows given =
          GivenPredictions.read(
              predictions, data, rows, favourable, context.manifest().data().label());
      return new EvaluationSet(ids, given, null, null, groupings, null, words(predictions));
    }
    Decisions rule = Decisions.of(context);
    double[] thresholds = rule.thresholds(rows);
    Frame inputs = data.frame(rows, model.features());
    ScoredRows candidate = ask(model, inputs, favourable, thresholds);
    String trouble = null;
    ScoredRows incumbent = null;
    if (context.incumbent() != null) {
      try {
        Scorer serving = context.incumbent();
        incumbent = ask(serving, data.frame(rows, serving.features()), favourable, thresholds);
      } catch (DataException | ModelException e) {
        trouble = "The incumbent can't be asked about these rows: " + e.getMessage();
      }
    }
    return new EvaluationSet(ids, candidate, incumbent, trouble, groupings, inputs, rule.words());
  }

  private static String words(PredictionsSpec given) {
    return given.threshold() == null
        ? "decisions are given in " + given.column()
        : "favourable at or above " + given.threshold() + " of " + given.column();
  }

  private static ScoredRows ask(
      Scorer model, Frame inputs, boolean[] favourable, double[] thresholds) {
    double[] scores = favourable.length == 0 ? new double[0] : model.favourable(inputs);
    boolean[] decisions = new boolean[scores.length];
    for (int row = 0; row < scores.length; row++) {
      decisions[row] = scores[row] >= thresholds[row];
    }
    return new ScoredRows(favourable, scores, decisions);
  }
}
