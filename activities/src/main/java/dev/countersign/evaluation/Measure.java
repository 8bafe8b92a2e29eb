package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A measured number whose interval can be had at any confidence, or the reason why there is none.
 *
 * @param value the estimate; null when it could not be measured
 * @param intervals its interval by confidence; null when it has none
 * @param missing why it could not be measured; null when it was
 */
record Measure(
    @Nullable Double value,
    @Nullable DoubleFunction<Interval> intervals,
    @Nullable String missing) {

  /** The confidence of every interval that is shown. */
  static final double CONFIDENCE = 0.95;

  static Measure of(double value, @Nullable DoubleFunction<Interval> intervals) {
    return new Measure(value, intervals, null);
  }

  static Measure missing(String why) {
    return new Measure(null, null, why);
  }

  @Nullable Interval interval() {
    return interval(CONFIDENCE);
  }

  @Nullable Interval interval(double confidence) {
    return intervals == null ? null : intervals.apply(confidence);
  }
}
