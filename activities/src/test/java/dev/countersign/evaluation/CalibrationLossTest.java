package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Draws;
import dev.countersign.stats.Magnitudes;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What one model loses in calibration error against another on the same rows. */
class CalibrationLossTest {
  private static final double LEVEL = 0.95;

  private static double[] probabilities(SplittableRandom random, int n, double rate) {
    double[] probabilities = new double[n];
    Arrays.setAll(probabilities, row -> Draws.score(random, rate));
    return probabilities;
  }

  @Test
  void ofTwoModelsWithOneBinItIsNoMoreThanTheirScoresAreApart() {
    double[] low = new double[20];
    double[] high = new double[20];
    boolean[] favourable = new boolean[20];
    Arrays.fill(low, 0.5);
    Arrays.fill(high, 0.7);
    Arrays.fill(favourable, 0, 12, true);
    CalibrationLoss loss = new CalibrationLoss(low, high, favourable);
    Interval interval = loss.interval(LEVEL);
    assertThat(loss.value()).isCloseTo(0, within(1e-12));
    assertThat(interval.low()).isCloseTo(-0.2, within(1e-12));
    assertThat(interval.high()).isCloseTo(0.2, within(1e-12));
  }

  @Property(tries = 50)
  void aModelLosesNothingAgainstItself(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double rate,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = probabilities(random, n, rate);
    boolean[] labels = Miscalibration.labels(random, scores);
    Interval interval = new CalibrationLoss(scores, scores.clone(), labels).interval(LEVEL);
    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isZero();
  }

  @Property(tries = 50)
  void withTheSameRowsInEveryBinItIsNoMoreThanTheBinsScoresAreApart(
      @ForAll @IntRange(min = 10, max = 300) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] now = probabilities(random, n, 0.3);
    double[] was = Miscalibration.HOPEFUL.scores(now);
    boolean[] labels = Miscalibration.labels(random, now);
    double apart = 0;
    for (int row = 0; row < n; row++) {
      apart += (was[row] - now[row]) / n;
    }
    Interval interval = new CalibrationLoss(now, was, labels).interval(LEVEL);
    assertThat(interval.low()).isGreaterThanOrEqualTo(-apart - 1e-12);
    assertThat(interval.high()).isLessThanOrEqualTo(apart + 1e-12);
  }

  @Property(tries = 50)
  void modelsChangingPlacesTurnItsSignAndItHoldsTheEstimate(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double rate,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] truth = probabilities(random, n, rate);
    boolean[] labels = Miscalibration.labels(random, truth);
    double[] now = Miscalibration.noisy(random, truth, 0.7);
    double[] was = Miscalibration.OVERCONFIDENT.scores(truth);
    CalibrationLoss loss = new CalibrationLoss(now, was, labels);
    Interval interval = loss.interval(LEVEL);
    Interval turned = new CalibrationLoss(was, now, labels).interval(LEVEL);
    assertThat(turned.low()).isCloseTo(-interval.high(), within(1e-12));
    assertThat(turned.high()).isCloseTo(-interval.low(), within(1e-12));
    assertThat(interval.contains(loss.value())).isTrue();
  }

  @Test
  void aModelFarWorseIsShownToBeByAnIntervalLessThanHalfAsWideAsTheEndsSubtracted() {
    SplittableRandom random = new SplittableRandom(3);
    double[] truth = probabilities(random, 300, 0.3);
    boolean[] labels = Miscalibration.labels(random, truth);
    double[] far = Miscalibration.FAR_TOO_HIGH.scores(truth);
    double lost = 0;
    for (int row = 0; row < truth.length; row++) {
      lost += (far[row] - truth[row]) / truth.length;
    }
    double[] other = Miscalibration.noisy(random, truth, 0.1);
    Interval interval = new CalibrationLoss(far, other, labels).interval(LEVEL);
    Interval subtracted = Magnitudes.apart(own(far, labels), own(other, labels));
    assertThat(interval.low()).isBetween(0.25, lost);
    assertThat(interval.high()).isBetween(lost, 0.6);
    assertThat(2 * (interval.high() - interval.low()))
        .isLessThan(subtracted.high() - subtracted.low());
  }

  private static Interval own(double[] scores, boolean[] labels) {
    return Calibration.equalFrequency(ScoreCounts.of(scores, labels), Calibration.BINS)
        .simultaneous(Magnitudes.each(LEVEL));
  }
}
