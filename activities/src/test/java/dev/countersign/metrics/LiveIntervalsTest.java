package dev.countersign.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Proportion;
import java.util.List;
import java.util.Random;
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

  @Test
  void equalGroupsLookedAtOftenLeaveTheirRatioOfOneInFewRuns() {
    Random random = new Random(5);
    int left = 0;
    for (int run = 0; run < 200; run++) {
      Proportion group = new Proportion(1, 2);
      Proportion reference = new Proportion(1, 2);
      boolean ever = false;
      for (int look = 0; look < 20; look++) {
        group = group.plus(draws(random, 10));
        reference = reference.plus(draws(random, 40));
        ever |= !LiveIntervals.ratio(group, reference, 0.95).contains(1);
      }
      left += ever ? 1 : 0;
    }
    assertThat(left).as("of 200 runs, 5 %% at most, with room for chance").isLessThan(10);
  }

  @Test
  void aRatioLiesBetweenTheExtremesOfBoth() {
    Interval ratio = LiveIntervals.ratio(new Proportion(100, 400), new Proportion(200, 400), 0.95);
    assertThat(ratio.contains(0.5)).isTrue();
    assertThat(ratio.high()).isLessThan(0.8);
    assertThat(ratio.low()).isPositive();
  }

  private static Proportion draws(Random random, int trials) {
    return new Proportion(random.ints(trials, 0, 10).filter(drawn -> drawn < 4).count(), trials);
  }

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-9));
    assertThat(interval.high()).isCloseTo(high, within(1e-9));
  }
}
