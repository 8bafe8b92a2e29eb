package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
  @ParameterizedTest
  @CsvSource({
    "20, 0.05",
    "20, 0.9",
    "100, 0.3",
    "1000, 0.5",
    "50000, 0.011",
    "50000, 0.97",
    "5, 1"
  })
  void binomialDrawsHaveTheRightMomentsAndTails(long trials, double rate) {
    SplittableRandom random = new SplittableRandom(4);
    int draws = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      long k = BinomialSampler.draw(random, trials, rate);
      assertThat(k).isBetween(0L, trials);
      sum += k;
      squares += (k - trials * rate) * (k - trials * rate);
    }
    double variance = trials * rate * (1 - rate);
    assertThat(sum / draws)
        .isCloseTo(trials * rate, within(5 * Math.sqrt(variance / draws) + 1e-12));
    assertThat(squares / draws).isCloseTo(variance, within(0.02 * variance + 1e-12));
  }

  @Test
  void anIntervalOfARateIsNearWilsons() {
    long[][] counts = {{300, 700}};
    Interval interval =
        Resampling.interval(counts, c -> (double) c[0][0] / (c[0][0] + c[0][1]), 10_000, 0.95, 1);
    Interval wilson = new Proportion(300, 1000).wilson(0.95);
    IntervalsTest.assertEnds(interval, wilson.low(), wilson.high(), within(0.002));
    assertThat(
            Resampling.interval(
                counts, c -> (double) c[0][0] / (c[0][0] + c[0][1]), 10_000, 0.95, 1))
        .isEqualTo(interval);
  }

  /** The one row of the last cell is in 1 − 1/e of the resamples, both single rows in 40 %. */
  @Test
  void whatMostResamplesLeaveUndefinedHasNoInterval() {
    long[][] counts = {{98, 1, 1}};
    assertThat(Resampling.interval(counts, c -> c[0][2] > 0 ? c[0][0] : Double.NaN, 2000, 0.95, 1))
        .isNotNull();
    assertThat(
            Resampling.interval(
                counts, c -> c[0][1] > 0 && c[0][2] > 0 ? c[0][0] : Double.NaN, 2000, 0.95, 1))
        .isNull();
  }

  /** But for the row that is left out to learn of the skew. */
  @Test
  void strataKeepTheirSize() {
    long[][] counts = {{5, 10, 0}, {1, 2, 3}};
    List<Long> whole = new ArrayList<>();
    Resampling.interval(
        counts,
        c -> {
          long missing = 15 - (c[0][0] + c[0][1]) + 6 - (c[1][0] + c[1][1] + c[1][2]);
          whole.add(missing);
          assertThat(c[0][2]).isZero();
          return c[0][0];
        },
        200,
        0.95,
        7);
    assertThat(whole.subList(0, 200)).containsOnly(0L);
    assertThat(whole.subList(201, whole.size())).hasSize(5).containsOnly(1L);
  }
}
