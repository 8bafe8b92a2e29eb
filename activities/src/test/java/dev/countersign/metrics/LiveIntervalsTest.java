package dev.countersign.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveIntervalsTest {
  private static final LatencyHistogram LATENCY =
      new LatencyHistogram(
          List.of(0.01, 0.05, 0.1, Double.POSITIVE_INFINITY), List.of(50L, 90L, 99L, 100L));

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
