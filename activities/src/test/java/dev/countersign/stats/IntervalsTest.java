package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static final Offset<Double> EXACTLY = within(1e-10);

  @Test
  void wilsonMeetsPublishedFigures() {
    assertEnds(new Proportion(18, 20).wilson(0.95), 0.6989663547715, 0.9721335187862, EXACTLY);
    assertEnds(new Proportion(19, 38).wilson(0.95), 0.348499283643951, 0.651500716356049, EXACTLY);
  }

  @Test
  void newcombeMeetsPublishedFigures() {
    assertEnds(
        Difference.newcombe(new Proportion(7, 34), new Proportion(1, 34), 0.95),
        0.0189214,
        0.3403687,
        within(5e-8));
  }

  @Test
  void pooledZMeetsPublishedFigures() {
    Difference.ZTest test = Difference.pooledZ(new Proportion(5, 83), new Proportion(12, 99));
    assertThat(test.z()).isCloseTo(-1.4078304151258787, EXACTLY);
    assertThat(test.p()).isCloseTo(0.15918129181156992, EXACTLY);
    assertThat(Difference.pooledZ(new Proportion(0, 5), new Proportion(0, 9)).p()).isEqualTo(1);
  }

  @Test
  void clopperPearsonTurnsTheBinomialTails() {
    Interval interval = new Proportion(3, 25).clopperPearson(0.95);
    assertThat(upperTail(25, 3, interval.low())).isCloseTo(0.025, within(1e-9));
    assertThat(1 - upperTail(25, 4, interval.high())).isCloseTo(0.025, within(1e-9));
    assertThat(new Proportion(0, 9).clopperPearson(0.95).low()).isZero();
    assertThat(new Proportion(9, 9).clopperPearson(0.95).high()).isEqualTo(1);
  }

  private static double upperTail(int n, int from, double p) {
    double sum = 0;
    double term = Math.pow(1 - p, n);
    for (int k = 0; k <= n; k++) {
      sum += k >= from ? term : 0;
      term *= (n - k) / (k + 1.0) * p / (1 - p);
    }
    return sum;
  }

  @Test
  void katzIsSymmetricOnTheLogScale() {
    Proportion one = new Proportion(110, 190);
    Proportion other = new Proportion(590, 810);
    Interval interval = Ratio.katz(one, other, 0.95);
    double estimate = Ratio.of(one, other).orElseThrow();
    assertThat(interval.low() * interval.high()).isCloseTo(estimate * estimate, EXACTLY);
    assertEnds(interval, 0.6991, 0.9037, within(1e-4));
    assertThat(interval.method()).isEqualTo("Katz log");
  }

  @Test
  void katzStaysHonestWhereACountIsZero() {
    Interval none = Ratio.katz(new Proportion(0, 40), new Proportion(10, 40), 0.95);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isBetween(0.3, 2.0);
    assertThat(Ratio.of(new Proportion(4, 40), new Proportion(0, 40))).isEmpty();
    assertThat(Ratio.katz(new Proportion(4, 40), new Proportion(0, 40), 0.95).high()).isInfinite();
    Interval all = Ratio.katz(new Proportion(5, 5), new Proportion(90, 90), 0.95);
    assertThat(all.low()).isLessThan(1);
    assertThat(all.high()).isGreaterThan(1);
  }

  @Test
  void equalizedOddsTakesTheLargerDifference() {
    EqualizedOdds odds =
        EqualizedOdds.difference(
            new Proportion(80, 100),
            new Proportion(10, 50),
            new Proportion(60, 100),
            new Proportion(12, 50),
            0.95);
    assertThat(odds.value()).isCloseTo(0.2, EXACTLY);
    Interval wider = Difference.newcombe(new Proportion(80, 100), new Proportion(60, 100), 0.975);
    assertEnds(odds.interval(), wider.low(), wider.high(), EXACTLY);
    assertThat(odds.interval().confidence()).isEqualTo(0.95);
  }

  @Test
  void anEmptyDenominatorIsNotZero() {
    Proportion none = new Proportion(0, 0);
    assertThatThrownBy(none::rate).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> none.wilson(0.95)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> none.clopperPearson(0.95)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Difference.newcombe(none, none, 0.95))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantilesAreThoseOfTheTables() {
    assertThat(Quantile.twoSided(0.95)).isCloseTo(1.959963984540054, EXACTLY);
    assertThat(Quantile.chiSquared(0.999, 1)).isCloseTo(10.827566170662733, within(1e-8));
  }

  @Test
  void mantelHaenszelSeesThroughSimpson() {
    // within each stratum the rates are equal; pooled they are not
    List<MantelHaenszel.Stratum> strata =
        List.of(
            new MantelHaenszel.Stratum(new Proportion(80, 100), new Proportion(8, 10)),
            new MantelHaenszel.Stratum(new Proportion(2, 10), new Proportion(20, 100)));
    MantelHaenszel common = MantelHaenszel.difference(strata, 0.95).orElseThrow();
    assertThat(common.difference()).isCloseTo(0, within(1e-12));
    assertThat(common.interval().contains(0)).isTrue();
    assertThat(common.compared()).isEqualTo(220);
    assertThat(
            MantelHaenszel.difference(
                List.of(new MantelHaenszel.Stratum(new Proportion(1, 2), new Proportion(0, 0))),
                0.95))
        .isEmpty();
  }

  static void assertEnds(Interval interval, double low, double high, Offset<Double> offset) {
    assertThat(interval.low()).isCloseTo(low, offset);
    assertThat(interval.high()).isCloseTo(high, offset);
  }
}
