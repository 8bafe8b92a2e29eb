package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Bounds;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChanceOutsideTest {
  private static final Bounds FOUR_FIFTHS = new Bounds(0.8, 1.25);

  @Property(tries = 60)
  void ofARatioIsTheSumOverAllOutcomes(
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 0, max = 80) int hits) {
    Proportion group = new Proportion(Math.min(m, hits), m);
    Proportion reference = new Proportion(Math.clamp(hits - m, 0, n), n);
    double pooled = group.plus(reference).rate();
    double outside = 0;
    for (int x = 0; x <= m; x++) {
      for (int y = 0; y <= n; y++) {
        double ratio = ((double) x / m) / ((double) y / n);
        outside +=
            ratio >= 0.8 - 1e-9 && ratio <= 1.25 + 1e-9
                ? 0
                : mass(m, x, pooled) * mass(n, y, pooled);
      }
    }
    assertThat(ChanceOutside.ofRatio(FOUR_FIFTHS, group, reference))
        .isCloseTo(outside, within(1e-9));
  }

  private static double mass(int n, int k, double p) {
    double mass = 1;
    for (int i = 0; i < k; i++) {
      mass *= (double) (n - i) / (k - i);
    }
    return mass * Math.pow(p, k) * Math.pow(1 - p, n - k);
  }

  @Test
  void aRareLabelMakesTheFourFifthsRuleBlind() {
    // base rate 5 %, 200 in all: a fair group fails about 29 % on the low side alone
    Proportion half = new Proportion(5, 100);
    assertThat(ChanceOutside.ofRatio(new Bounds(0.8, null), half, half)).isBetween(0.25, 0.42);
    assertThat(ChanceOutside.ofRatio(FOUR_FIFTHS, half, half)).isGreaterThan(0.5);
  }

  @Test
  void manyRowsLeaveNothingToChance() {
    Proportion many = new Proportion(3_000_000, 10_000_000);
    assertThat(ChanceOutside.ofRatio(FOUR_FIFTHS, many, many)).isLessThan(1e-9);
    assertThat(ChanceOutside.ofDifference(new Bounds(-0.1, 0.1), many, many)).isLessThan(1e-9);
  }

  @Test
  void nobodyIsNeverEnough() {
    Proportion none = new Proportion(0, 0);
    Proportion some = new Proportion(5, 10);
    assertThat(ChanceOutside.ofRatio(FOUR_FIFTHS, none, some)).isEqualTo(1);
    assertThat(ChanceOutside.ofRatio(FOUR_FIFTHS, some, none)).isEqualTo(1);
    assertThat(ChanceOutside.ofRatio(FOUR_FIFTHS, new Proportion(0, 9), new Proportion(0, 9)))
        .isEqualTo(1);
  }

  @Test
  void equalizedOddsNeedsBothDifferencesInside() {
    Proportion small = new Proportion(30, 57);
    Proportion large = new Proportion(120, 243);
    Bounds tenth = new Bounds(null, 0.1);
    double one = ChanceOutside.ofDifference(new Bounds(-0.1, 0.1), small, large);
    assertThat(ChanceOutside.ofEqualizedOdds(tenth, small, small, large, large))
        .isCloseTo(1 - (1 - one) * (1 - one), within(1e-12));
  }
}
