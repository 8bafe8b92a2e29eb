package dev.countersign.decision;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import dev.countersign.policy.EffectivePolicy;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a score becomes a decision: at or above its row's threshold it is favourable. Scores are
 * those of {@link dev.countersign.model.Answers}.
 *
 * @param threshold of every row, unless its group has its own
 * @param byGroup thresholds by group; null when the manifest asks for none
 */
public record Decisions(Dataset data, double threshold, @Nullable GroupThresholds byGroup) {
  private static final String EVALUATION = "evaluation";

  /** Where the option is not given. */
  public static final double DEFAULT_THRESHOLD = Answers.EVEN;

  /**
   * The rule of a release: of two classes option {@code threshold} of the evaluation gate, and the
   * thresholds by group that the manifest's mitigation fits on the calibration rows; of several
   * classes the most probable one, and of numbers the favourable range.
   */
  public static Decisions of(GateContext context) {
    return of(context.manifest(), context.policy(), context.data(), context.model());
  }

  /**
   * As {@link #of(GateContext)}.
   *
   * @param model null where there is none to call
   */
  public static Decisions of(
      ReleaseManifest manifest, EffectivePolicy policy, Dataset data, @Nullable Scorer model) {
    double threshold =
        switch (data.label().taskOrDefault()) {
          case CLASSIFICATION -> threshold(policy);
          case MULTI_CLASS -> Answers.EVEN;
          case REGRESSION -> Answers.INSIDE;
        };
    return new Decisions(
        data,
        threshold,
        model == null ? null : GroupThresholds.fit(manifest, data, model, threshold).orElse(null));
  }

  /**
   * The threshold of two classes where no group has its own: option {@code threshold} of the
   * evaluation gate.
   */
  public static double threshold(EffectivePolicy policy) {
    return Options.of(policy, EVALUATION).number("threshold", DEFAULT_THRESHOLD, 0, 1);
  }

  /**
   * The same with one threshold for all rows: how any other model is decided, since thresholds by
   * group are fitted to the scores of one.
   */
  public Decisions common() {
    return new Decisions(data, threshold, null);
  }

  /** Per row, the score at or above which it is decided favourably. */
  public double[] thresholds(RowSet rows) {
    return thresholds(Math.toIntExact(data.count(rows)), attribute -> data.groups(rows, attribute));
  }

  /**
   * The same of so many rows whose groups are known.
   *
   * @param groups of an attribute, per row; null where it is missing
   */
  public double[] thresholds(
      int rows, Function<ProtectedAttribute, List<@Nullable String>> groups) {
    if (byGroup != null) {
      return byGroup.perRow(groups);
    }
    double[] thresholds = new double[rows];
    Arrays.fill(thresholds, threshold);
    return thresholds;
  }

  /** The rule in words. */
  public String words() {
    String favourable = data.label().favourable();
    return switch (data.label().taskOrDefault()) {
      case CLASSIFICATION ->
          byGroup == null ? "favourable at or above " + threshold : byGroup.words();
      case MULTI_CLASS -> "favourable where the most probable class is " + favourable;
      case REGRESSION -> "favourable where the prediction is in " + favourable;
    };
  }
}
