package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.adversarial.NearestChange;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Decisions;
import dev.countersign.explain.ExplainedDecision;
import dev.countersign.explain.ExplanationMethod;
import dev.countersign.explain.LimeExplainer;
import dev.countersign.explain.LocalSurrogate;
import dev.countersign.explain.RowExplainer;
import dev.countersign.model.Scorer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Why one row was decided as it was, and what would have to change: everything a person may ask of
 * a decision, answered by the very model that made it.
 *
 * @param decidedBy model, version and digest
 * @param threshold at or above which this row is decided favourably
 * @param why the contributions
 * @param otherwise the nearest row within the feature schema that is decided otherwise
 * @param secondOpinion a local linear surrogate of the same row, by LIME
 */
public record DecisionReport(
    String decidedBy,
    double threshold,
    ExplainedDecision why,
    NearestChange otherwise,
    LocalSurrogate secondOpinion) {
  private static final int NEIGHBOURHOOD = 1000;
  private static final int TOLD = 4;
  private static final long SEED = 1;

  /**
   * Explains a row of a release.
   *
   * @param row a value of the id column, or a row number from 0 where there is none
   * @throws dev.countersign.explain.ExplainException if there is no such row, or several
   */
  public static DecisionReport of(
      FrozenDocument release, ModelRef model, ReleaseInputs inputs, String row) {
    try (Dataset data = inputs.data(release);
        Scorer scorer = inputs.scorer(model, data)) {
      RowExplainer explainer =
          new RowExplainer(data, scorer, ExplanationMethod.of(release.policy()));
      ExplainedDecision why = explainer.explain(row);
      Frame asked = explainer.row(row);
      double threshold =
          Decisions.of(release.manifest(), release.policy(), data, scorer)
              .thresholds(RowSet.ALL)[explainer.index(row)];
      Frame neighbours =
          data.sample(data.auditRows(), scorer.features(), List.of(), NEIGHBOURHOOD, SEED)
              .columns();
      return new DecisionReport(
          "%s %s (%s)"
              .formatted(release.manifest().metadata().model(), model.version(), model.digest()),
          threshold,
          why,
          NearestChange.find(
              release.manifest(), release.policy(), data, scorer, asked, threshold, SEED),
          new LimeExplainer(scorer, neighbours, SEED).explain(asked).getFirst());
    }
  }

  /** All of it for people. */
  public String inWords() {
    return why.inWords(threshold)
        + otherwise.inWords()
        + surrogate()
        + String.format("Decided by %s.%n", decidedBy);
  }

  private String surrogate() {
    StringBuilder out = new StringBuilder();
    double[] weights = secondOpinion.weights();
    out.append(
        String.format(
            Locale.ROOT,
            "Near the row a linear model says (LIME, %d neighbours, R² %.2f): ",
            LimeExplainer.SAMPLES,
            secondOpinion.fidelity()));
    String before = "";
    for (int column :
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -Math.abs(weights[c])))
            .limit(TOLD)
            .toList()) {
      out.append(before)
          .append(secondOpinion.conditions().get(column))
          .append(String.format(Locale.ROOT, " (%+.4f)", weights[column]));
      before = "; ";
    }
    return out.append(String.format(".%n")).toString();
  }
}
