package dev.countersign.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LiveIntervalsTest {
  private static final LatencyHistogram LATENCY =
      new LatencyHistogram(
          List.of(0.01, 0.05, 0.1, Double.POSITIVE_INFINITY), List.of(50L, 90L, 99L, 100L));

  @Test
  void proportionsAreWilsons() {
    assertInterval(LiveIntervals.proportion(18, 20), .6989663547715, .9721335187862);
    assertInterval(LiveIntervals.proportion(19, 38), .348499283643951, .651500716356049);
  }

  @Test
  void differencesAreNewcombes() {
    Interval difference = LiveIntervals.difference(7, 34, 1, 34);
    assertThat(difference.low()).isCloseTo(.0189214, within(1e-7));
    assertThat(difference.high()).isCloseTo(.3403687, within(1e-7));
  }

  @Property
  void aProportionLiesInItsInterval(
      @ForAll @IntRange(min = 1, max = 5000) int n, @ForAll @IntRange(max = 5000) int hits) {
    int counted = Math.min(hits, n);
    Interval interval = LiveIntervals.proportion(counted, n);
    assertThat(interval.contains((double) counted / n)).isTrue();
    assertThat(interval.low()).isGreaterThanOrEqualTo(0);
    assertThat(interval.high()).isLessThanOrEqualTo(1);
  }

  @Test
  void aQuantileIsInterpolatedAndItsIntervalKeepsToBuckets() {
    assertThat(LATENCY.quantile(0.5)).isCloseTo(0.01, within(1e-12));
    assertThat(LATENCY.quantile(0.95)).isCloseTo(0.05 + 0.05 * 5 / 9, within(1e-12));
    assertInterval(LiveIntervals.quantile(LATENCY, 0.5), 0, 50);
  }

  @Test
  void aQuantileBeyondTheLastBoundHasNoInterval() {
    assertThat(LATENCY.quantile(0.999)).isEqualTo(0.1);
    assertThat(LiveIntervals.quantile(LATENCY, 0.99)).isNull();
  }

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-9));
    assertThat(interval.high()).isCloseTo(high, within(1e-9));
  }
}
