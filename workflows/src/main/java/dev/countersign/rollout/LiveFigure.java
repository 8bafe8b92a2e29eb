package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.gate.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One live metric, candidate and incumbent side by side over the same window. Absent means absent,
 * never 0.
 *
 * @param metric which
 * @param candidate the candidate's side; null when it could not be measured
 * @param incumbent the incumbent's side; null when it could not be measured or there is none
 * @param difference interval of candidate minus incumbent; null when either is absent
 * @param groups which groups it compares; null for a metric that compares none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveFigure(
    LiveMetric metric,
    @Nullable Side candidate,
    @Nullable Side incumbent,
    @Nullable Interval difference,
    @Nullable Groups groups) {

  /** A figure that compares no groups. */
  public LiveFigure(
      LiveMetric metric,
      @Nullable Side candidate,
      @Nullable Side incumbent,
      @Nullable Interval difference) {
    this(metric, candidate, incumbent, difference, null);
  }

  /**
   * Two groups, compared.
   *
   * @param attribute the protected attribute
   * @param group the group measured
   * @param reference the group it is compared with
   */
  public record Groups(String attribute, String group, String reference) {}

  /**
   * One side.
   *
   * @param value the estimate, finite
   * @param interval its interval
   * @param n how many requests or decisions it rests on, at least 1; of the group where it is one's
   * @param chanceOutside of a comparison of groups: how often truly equal groups of these sizes
   *     would leave the bar's bounds, in [0, 1]; null for others, and where there is no bar
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Side(
      double value, @Nullable Interval interval, long n, @Nullable Double chanceOutside) {
    /** A side that compares no groups. */
    public Side(double value, @Nullable Interval interval, long n) {
      this(value, interval, n, null);
    }

    /** Rejects what is not finite or rests on nothing: that is absent. */
    public Side {
      if (!Double.isFinite(value) || n < 1) {
        throw new IllegalArgumentException(
            "a measured value is finite and rests on something: " + value + " of " + n);
      }
    }
  }
}
