package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MagnitudesTest {
  private static final double TINY = 1e-12;

  private static Interval around(double value, double half) {
    return new Interval(value - half, value + half, 0.975, "test");
  }

  private static Interval of(double a, double b, double half) {
    return Magnitudes.difference(
        around(a - b, half), around(a + b, half), around(a, half), around(b, half), 0.95);
  }

  /** Whatever a and b lie within, the ends allow. */
  @Property
  void holdsWhateverDifferenceAndSumAllow(
      @ForAll @DoubleRange(min = -1, max = 1) double a,
      @ForAll @DoubleRange(min = -1, max = 1) double b,
      @ForAll @DoubleRange(max = 0.5) double half,
      @ForAll @DoubleRange(min = -1, max = 1) double ofDifference,
      @ForAll @DoubleRange(min = -1, max = 1) double ofSum) {
    double difference = a - b + half * ofDifference;
    double sum = a + b + half * ofSum;
    double truth = Math.abs((sum + difference) / 2) - Math.abs((sum - difference) / 2);
    Interval interval = of(a, b, half);
    assertThat(truth).isBetween(interval.low() - TINY, interval.high() + TINY);
  }

  @Property
  void isExactWithoutUncertainty(
      @ForAll @DoubleRange(min = -1, max = 1) double a,
      @ForAll @DoubleRange(min = -1, max = 1) double b) {
    Interval interval = of(a, b, 0);
    assertThat(interval.low()).isCloseTo(Math.abs(a) - Math.abs(b), within(TINY));
    assertThat(interval.high()).isCloseTo(Math.abs(a) - Math.abs(b), within(TINY));
  }

  @Test
  void isThatOfTheDifferenceWhereBothAreClearlyOnOneSide() {
    assertThat(of(0.5, 0.3, 0.1).low()).isCloseTo(0.1, within(TINY));
    assertThat(of(0.5, 0.3, 0.1).high()).isCloseTo(0.3, within(TINY));
    assertThat(of(-0.5, -0.3, 0.1).high()).isCloseTo(0.3, within(TINY));
    assertThat(of(-0.5, 0.3, 0.1).high()).isCloseTo(0.3, within(TINY));
  }

  @Test
  void theLargestIsBoundedByTheEndsOfAllAndByEitherAlone() {
    Interval largest =
        Magnitudes.largest(
            List.of(around(0.1, 0.2), around(0.2, 0.05)), around(1, 0.1), around(0.8, 0.1));
    assertThat(largest.low()).isCloseTo(0, within(TINY));
    assertThat(largest.high()).isCloseTo(0.3, within(TINY));
  }
}
