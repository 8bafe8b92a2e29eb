package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.Predictions;
import dev.countersign.data.RowBlock;
import dev.countersign.data.RowSet;
import dev.countersign.data.Sample;
import dev.countersign.data.Slice;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.Grouping;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates rows that are too many for memory: predictions are counted where they are, a model is
 * asked block by block. What needs rows one by one has a sample of them.
 *
 * @param rule how the release's scores become decisions
 * @param sampleRows how many rows a sample has at most
 */
record CountedEvaluation(GateContext context, Decisions rule, List<Slice> slices, int sampleRows) {
  private static final long SEED = 1;

  EvaluationSet set() {
    PredictionsSpec predictions = context.manifest().predictions();
    Scorer model = context.model();
    return model == null ? given(Objects.requireNonNull(predictions)) : asked(model);
  }

  private Dataset data() {
    return context.data();
  }

  private RowSet rows() {
    return data().judgedRows();
  }

  private List<ProtectedAttribute> attributes() {
    return context.manifest().data().protectedAttributes();
  }

  /** Of numbers, a sample is drawn to be plotted. */
  private EvaluationSet given(PredictionsSpec spec) {
    try (Predictions predictions = data().predictions(rows(), spec)) {
      JudgedRows sampled = null;
      if (data().label().taskOrDefault() == Task.REGRESSION) {
        Sample sample = sample(List.of(spec.column()));
        Predicted given =
            GivenPredictions.of(spec, sample.columns(), sample.favourable(), label(sample));
        sampled = new JudgedRows(given, null, groupings(sample), null, sample.of());
      }
      return of(predictions, sampled, null, GivenPredictions.words(spec));
    }
  }

  private EvaluationSet asked(Scorer model) {
    List<ProtectedAttribute> told = new ArrayList<>(attributes());
    attributes().forEach(attribute -> OtherBoundary.of(attribute).ifPresent(told::add));
    Asked asked = new Asked(context.progress(), data().count(rows()));
    try (Predictions answers =
        data()
            .answers(
                rows(),
                model.features(),
                told,
                slices,
                block -> {
                  RowBlock.Answers said =
                      AskedModel.of(block, rule).ask(model, block.inputs()).kept();
                  asked.add(block.favourable().length);
                  return said;
                })) {
      return sampled(model, answers);
    }
  }

  /** Says how far the asking has come. */
  private static final class Asked {
    private static final double SHARE = 0.3;

    private final Progress progress;
    private final long of;
    private long rows;

    Asked(Progress progress, long of) {
      this.progress = progress;
      this.of = of;
    }

    void add(int more) {
      rows += more;
      progress.report(
          String.format(Locale.ROOT, "asked the model about %,d of %,d rows", rows, of),
          SHARE * rows / of);
    }
  }

  /** What serves now is compared on a sample. */
  private EvaluationSet sampled(Scorer model, Predictions answers) {
    Sample sample = sample(model.features());
    Frame inputs = sample.columns();
    Predicted candidate = decidedBy(rule, sample).ask(model, inputs);
    String trouble = null;
    Predicted incumbent = null;
    if (context.incumbent() != null) {
      try {
        Scorer serving = context.incumbent();
        boolean told = inputs.names().containsAll(serving.features());
        Frame own = told ? inputs : sample(serving.features()).columns();
        incumbent = decidedBy(rule.common(), sample).ask(serving, own);
      } catch (DataException | ModelException e) {
        trouble = AskedModel.trouble(e);
      }
    }
    JudgedRows rows = new JudgedRows(candidate, incumbent, groupings(sample), inputs, sample.of());
    return of(answers, rows, trouble, rule.words());
  }

  /** The same rows whatever columns are asked for. */
  private Sample sample(List<String> columns) {
    List<String> withLabel = new ArrayList<>(columns);
    if (!columns.contains(data().label().column())) {
      withLabel.add(data().label().column());
    }
    return data().sample(rows(), withLabel, attributes(), sampleRows, SEED);
  }

  private LabelColumn label(Sample sample) {
    String column = data().label().column();
    return new LabelColumn(data().label(), sample.columns().column(column));
  }

  private AskedModel decidedBy(Decisions deciding, Sample sample) {
    double[] thresholds =
        deciding.thresholds(
            sample.rows(),
            attribute -> Objects.requireNonNull(sample.groups().get(attribute.attribute())));
    return new AskedModel(sample.favourable(), thresholds, label(sample));
  }

  private List<Grouping> groupings(Sample sample) {
    return Grouping.all(
        attributes(),
        attribute -> Objects.requireNonNull(sample.groups().get(attribute.attribute())));
  }

  private EvaluationSet of(
      Predictions predictions,
      @Nullable JudgedRows sample,
      @Nullable String incumbentTrouble,
      String decisions) {
    CountedPredictions counted = new CountedPredictions(predictions, data().label(), attributes());
    Map<String, ScoredGroups> turned = new HashMap<>();
    for (ProtectedAttribute attribute : attributes()) {
      OtherBoundary.of(attribute)
          .ifPresent(other -> turned.put(attribute.attribute(), counted.groups(other)));
    }
    Map<String, Scored> parts = new LinkedHashMap<>();
    slices.forEach(slice -> parts.put(slice.name(), counted.slice(slice)));
    Dataset.Fingerprint looked = predictions.fingerprint();
    return new EvaluationSet(
        counted.all(),
        counted.groups(),
        turned,
        parts,
        sample,
        new EvaluationReuse.Look(looked.rows(), looked.answers()),
        incumbentTrouble,
        decisions);
  }
}
