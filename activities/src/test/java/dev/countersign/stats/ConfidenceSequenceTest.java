package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {
  @Test
  void isTheOneOfHowardAndOthers() {
    Interval interval = ConfidenceSequence.of(new Proportion(700, 1000), 0.95);
    assertThat(interval.low()).isCloseTo(0.651629, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.745949, within(1e-6));
  }

  @Test
  void touchesTheEndsWhereNothingOrEverythingHit() {
    assertThat(ConfidenceSequence.of(new Proportion(0, 100), 0.95).low()).isZero();
    assertThat(ConfidenceSequence.of(new Proportion(100, 100), 0.95).high()).isEqualTo(1);
    assertThat(ConfidenceSequence.of(new Proportion(0, 1000), 0.95).high()).isLessThan(0.004);
  }

  @Test
  void losesTheTruthInFewerRunsThanItMayThoughLookedAtAfterEveryTrial() {
    SplittableRandom chance = new SplittableRandom(7);
    int runs = 400;
    int lost = 0;
    int lostByWilson = 0;
    for (int run = 0; run < runs; run++) {
      boolean out = false;
      boolean outByWilson = false;
      int hits = 0;
      for (int n = 1; n <= 1500; n++) {
        hits += chance.nextDouble() < 0.02 ? 1 : 0;
        if (n % 25 == 0) {
          Proportion seen = new Proportion(hits, n);
          out |= excludes(ConfidenceSequence.of(seen, 0.95), 0.02);
          outByWilson |= excludes(seen.wilson(0.95), 0.02);
        }
      }
      lost += out ? 1 : 0;
      lostByWilson += outByWilson ? 1 : 0;
    }
    assertThat(lost / (double) runs).isLessThan(0.05);
    assertThat(lostByWilson / (double) runs).isGreaterThan(0.15);
  }

  private static boolean excludes(Interval interval, double truth) {
    return truth < interval.low() || truth > interval.high();
  }
}
