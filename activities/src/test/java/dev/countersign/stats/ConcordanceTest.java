package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConcordanceTest {

  @Property(tries = 200)
  void itIsTheShareOfPairsRankedAlike(
      @ForAll @Size(12) int @IntRange(max = 4) [] scores,
      @ForAll @Size(12) int @IntRange(max = 4) [] outcomes) {
    if (Arrays.stream(outcomes).distinct().count() < 2) {
      return;
    }
    double alike = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (outcomes[i] > outcomes[j]) {
          pairs++;
          alike += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(Concordance.of(doubles(scores), doubles(outcomes)).concordance())
        .isCloseTo(alike / pairs, within(1e-12));
  }

  private static double[] doubles(int[] numbers) {
    return Arrays.stream(numbers).asDoubleStream().toArray();
  }

  @Test
  void ofTwoOutcomesItIsTheAreaUnderTheCurveWithItsVariance() {
    SplittableRandom random = new SplittableRandom(2);
    boolean[] positives = new boolean[4000];
    double[] outcomes = new double[positives.length];
    double[] scores = new double[positives.length];
    for (int i = 0; i < scores.length; i++) {
      positives[i] = random.nextDouble() < 0.3;
      outcomes[i] = positives[i] ? 1 : 0;
      scores[i] = Math.rint(10 * (random.nextGaussian() + outcomes[i]));
    }
    DeLong area = DeLong.of(scores, positives);
    Concordance ranking = Concordance.of(scores, outcomes);

    assertThat(ranking.concordance()).isCloseTo(area.auc(), within(1e-12));
    assertThat(ranking.variance() / area.variance()).isCloseTo(1, within(0.01));
    assertThat(ranking.interval(0.95).low()).isCloseTo(area.interval(0.95).low(), within(1e-3));
  }

  @Test
  void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(7);
    double truth = 0.5 + Math.asin(0.6) / Math.PI; // of two normals with correlation .6
    int held = 0;
    for (int trial = 0; trial < 1000; trial++) {
      double[] scores = new double[100];
      double[] outcomes = new double[100];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextGaussian();
        outcomes[i] = 0.6 * scores[i] + 0.8 * random.nextGaussian();
      }
      held += Concordance.of(scores, outcomes).interval(0.95).contains(truth) ? 1 : 0;
    }
    assertThat(held).isBetween(925, 975);
  }

  @Test
  void aPerfectRankingHasAnIntervalUpToOne() {
    double[] numbers = IntStream.range(0, 50).asDoubleStream().toArray();
    Concordance ranking = Concordance.of(numbers, numbers);
    assertThat(ranking.concordance()).isEqualTo(1);
    assertThat(ranking.interval(0.95).low()).isBetween(0.8, 0.99);
    assertThat(ranking.interval(0.95).high()).isEqualTo(1);
  }

  @Test
  void equalOutcomesAreRefused() {
    assertThatThrownBy(() -> Concordance.of(new double[] {1, 2}, new double[] {3, 3}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
