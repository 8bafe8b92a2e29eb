package dev.countersign.evaluation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import java.util.Arrays;

/**
 * How a score becomes a decision: at or above its row's threshold it is favourable.
 *
 * @param threshold of every row, in [0, 1]
 */
public record Decisions(Dataset data, double threshold) {
  /** Where the option is not given. */
  public static final double DEFAULT_THRESHOLD = 0.5;

  /** The rule of a release: option {@code threshold} of the evaluation gate. */
  public static Decisions of(GateContext context) {
    double threshold =
        Options.of(context.policy(), EvaluationGate.ID)
            .number("threshold", DEFAULT_THRESHOLD, 0, 1);
    return new Decisions(context.data(), threshold);
  }

  /** Per row, the score at or above which it is decided favourably. */
  public double[] thresholds(RowSet rows) {
    double[] thresholds = new double[Math.toIntExact(data.count(rows))];
    Arrays.fill(thresholds, threshold);
    return thresholds;
  }

  /** The rule in words. */
  public String words() {
    return "favourable at or above " + threshold;
  }
}
