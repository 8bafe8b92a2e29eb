package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.Grouping;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model is evaluated on, with everything said about it.
 *
 * @param all all rows
 * @param groups every protected attribute, then every intersection
 * @param turned by attribute, its groups with the boundaries of their bands on the other side
 * @param rows the rows one by one; null where they were counted where they are
 * @param looked what was looked at, to be counted
 * @param incumbentTrouble why what serves now can't be asked; null when it can, or nothing serves
 * @param decisions how scores became decisions, in words
 */
record EvaluationSet(
    Scored all,
    List<ScoredGroups> groups,
    Map<String, ScoredGroups> turned,
    @Nullable JudgedRows rows,
    EvaluationReuse.Look looked,
    @Nullable String incumbentTrouble,
    String decisions) {

  /**
   * Loads the rows and asks the models; predictions of very many rows are counted where they are.
   *
   * @param rowsInMemory how many rows may come into memory
   * @return null when the release has neither a model nor predictions
   */
  static @Nullable EvaluationSet load(GateContext context, long rowsInMemory) {
    Dataset data = context.data();
    RowSet rows = data.judgedRows();
    PredictionsSpec predictions = context.manifest().predictions();
    Scorer model = context.model();
    if (model == null && predictions == null) {
      return null;
    }
    boolean labelled = context.manifest().data().label().taskOrDefault() == Task.CLASSIFICATION;
    if (model == null && predictions != null && labelled && data.count(rows) > rowsInMemory) {
      return counted(context, predictions);
    }
    boolean[] favourable = data.favourable(rows);
    List<ProtectedAttribute> attributes = context.manifest().data().protectedAttributes();
    List<Grouping> groupings = Grouping.all(data, rows, attributes);
    List<String> ids = data.ids(rows);
    if (model == null && predictions != null) {
      Predicted given = GivenPredictions.read(predictions, data, favourable);
      JudgedRows judged = new JudgedRows(ids, given, null, groupings, null);
      return of(judged, context, null, words(predictions));
    }
    Objects.requireNonNull(model, "neither a model nor predictions, looked at above");
    Decisions rule = Decisions.of(context);
    AskedModel asked =
        new AskedModel(
            favourable, rule.thresholds(rows), labelled ? null : LabelColumn.of(data, rows));
    Frame inputs = data.frame(rows, model.features());
    Predicted candidate = asked.ask(model, inputs);
    String trouble = null;
    Predicted incumbent = null;
    if (context.incumbent() != null) {
      try {
        Scorer serving = context.incumbent();
        incumbent = asked.ask(serving, data.frame(rows, serving.features()));
      } catch (DataException | ModelException e) {
        trouble = "The incumbent can't be asked about these rows: " + e.getMessage();
      }
    }
    JudgedRows judged = new JudgedRows(ids, candidate, incumbent, groupings, inputs);
    return of(judged, context, trouble, rule.words());
  }

  private static EvaluationSet counted(GateContext context, PredictionsSpec predictions) {
    CountedPredictions counted = new CountedPredictions(context.data(), predictions);
    List<ProtectedAttribute> attributes = context.manifest().data().protectedAttributes();
    Map<String, ScoredGroups> turned = new HashMap<>();
    for (ProtectedAttribute attribute : attributes) {
      OtherBoundary.of(attribute)
          .ifPresent(other -> turned.put(attribute.attribute(), counted.groups(other)));
    }
    Dataset.Fingerprint looked =
        context.data().fingerprint(context.data().judgedRows(), predictions);
    CountedPredictions.Counted counts = counted.count(attributes);
    return new EvaluationSet(
        counts.all(),
        counts.groups(),
        turned,
        null,
        new EvaluationReuse.Look(looked.rows(), looked.answers()),
        null,
        words(predictions));
  }

  private static EvaluationSet of(
      JudgedRows rows, GateContext context, @Nullable String incumbentTrouble, String decisions) {
    ScoredRows candidate = rows.candidate().rows();
    Map<String, ScoredGroups> turned = new HashMap<>();
    for (ProtectedAttribute attribute : context.manifest().data().protectedAttributes()) {
      OtherBoundary.of(attribute)
          .map(other -> Grouping.of(context.data(), context.data().judgedRows(), other))
          .ifPresent(
              grouping -> turned.put(attribute.attribute(), ScoredGroups.of(candidate, grouping)));
    }
    return new EvaluationSet(
        Scored.of(candidate),
        rows.groupings().stream().map(g -> ScoredGroups.of(candidate, g)).toList(),
        turned,
        rows,
        EvaluationReuse.Look.at(rows.ids(), candidate),
        incumbentTrouble,
        decisions);
  }

  private static String words(PredictionsSpec given) {
    return given.threshold() == null
        ? "decisions are given in " + given.column()
        : "favourable at or above " + given.threshold() + " of " + given.column();
  }
}
