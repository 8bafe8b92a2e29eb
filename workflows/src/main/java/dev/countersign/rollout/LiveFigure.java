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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveFigure(
    LiveMetric metric,
    @Nullable Side candidate,
    @Nullable Side incumbent,
    @Nullable Interval difference) {

  /**
   * One side.
   *
   * @param value the estimate, finite
   * @param interval its interval
   * @param n how many requests or decisions it rests on, at least 1
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Side(double value, @Nullable Interval interval, long n) {
    /** Rejects what is not finite or rests on nothing: that is absent. */
    public Side {
      if (!Double.isFinite(value) || n < 1) {
        throw new IllegalArgumentException(
            "a measured value is finite and rests on something: " + value + " of " + n);
      }
    }
  }
}
