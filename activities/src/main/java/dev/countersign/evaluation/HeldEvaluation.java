package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.RowSet;
import dev.countersign.data.Slice;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.Grouping;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates rows that are held in memory, one by one.
 *
 * @param rule how the release's scores become decisions
 */
record HeldEvaluation(GateContext context, Decisions rule, List<Slice> slices) {

  EvaluationSet set() {
    PredictionsSpec predictions = context.manifest().predictions();
    Scorer model = context.model();
    return model == null ? given(Objects.requireNonNull(predictions)) : asked(model);
  }

  private RowSet rows() {
    return data().judgedRows();
  }

  private Dataset data() {
    return context.data();
  }

  private EvaluationSet given(PredictionsSpec predictions) {
    Frame frame = data().frame(rows(), List.of(predictions.column()));
    Predicted given =
        GivenPredictions.of(
            predictions, frame, data().favourable(rows()), LabelColumn.of(data(), rows()));
    return of(given, null, null, null, GivenPredictions.words(predictions));
  }

  private EvaluationSet asked(Scorer model) {
    Frame inputs = data().frame(rows(), model.features());
    Predicted candidate = decidedBy(rule).ask(model, inputs);
    String trouble = null;
    Predicted incumbent = null;
    if (context.incumbent() != null) {
      try {
        Scorer serving = context.incumbent();
        Frame own = data().frame(rows(), serving.features());
        incumbent = decidedBy(rule.common()).ask(serving, own);
      } catch (DataException | ModelException e) {
        trouble = AskedModel.trouble(e);
      }
    }
    return of(candidate, incumbent, inputs, trouble, rule.words());
  }

  private AskedModel decidedBy(Decisions deciding) {
    return new AskedModel(
        data().favourable(rows()), deciding.thresholds(rows()), LabelColumn.of(data(), rows()));
  }

  private EvaluationSet of(
      Predicted candidate,
      @Nullable Predicted incumbent,
      @Nullable Frame inputs,
      @Nullable String incumbentTrouble,
      String decisions) {
    List<ProtectedAttribute> attributes = context.manifest().data().protectedAttributes();
    List<Grouping> groupings = Grouping.all(data(), rows(), attributes);
    Map<String, ScoredGroups> turned = new HashMap<>();
    for (ProtectedAttribute attribute : attributes) {
      OtherBoundary.of(attribute)
          .map(other -> Grouping.of(data(), rows(), other))
          .ifPresent(
              grouping -> turned.put(attribute.attribute(), ScoredGroups.of(candidate, grouping)));
    }
    Map<String, Scored> parts = new LinkedHashMap<>();
    for (Slice slice : slices) {
      boolean[] in = data().inSlice(rows(), slice);
      int[] own = IntStream.range(0, in.length).filter(row -> in[row]).toArray();
      parts.put(slice.name(), Scored.of(candidate.select(own)));
    }
    return new EvaluationSet(
        Scored.of(candidate),
        groupings.stream().map(g -> ScoredGroups.of(candidate, g)).toList(),
        turned,
        parts,
        new JudgedRows(candidate, incumbent, groupings, inputs, candidate.rows().n()),
        EvaluationReuse.Look.at(data().ids(rows()), candidate.rows()),
        incumbentTrouble,
        decisions);
  }
}
