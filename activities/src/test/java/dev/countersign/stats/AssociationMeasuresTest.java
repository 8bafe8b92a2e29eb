package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import smile.math.MathEx;

class AssociationMeasuresTest {

  @Property(tries = 100)
  void rankCorrelationIsSmiles(@ForAll int seed, @ForAll @IntRange(min = 2, max = 20) int values) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = random.ints(60, 0, values).asDoubleStream().toArray();
    double[] b = random.ints(60, 0, values).asDoubleStream().toArray();
    assertThat(Ranks.correlation(Ranks.of(a), Ranks.of(b)))
        .isCloseTo(MathEx.spearman(a, b), within(1e-12));
  }

  @Test
  void tiesShareTheirMeanRank() {
    assertThat(Ranks.of(new double[] {30, 10, 20, 20})).containsExactly(4, 1, 2.5, 2.5);
  }

  @Test
  void aSingleValueCorrelatesWithNothing() {
    assertThat(Ranks.correlation(Ranks.of(new double[] {1, 1}), Ranks.of(new double[] {1, 2})))
        .isNaN();
    assertThat(CramersV.of(new long[][] {{3, 4}})).isZero();
    assertThat(CramersV.of(new long[0][0])).isZero();
  }

  /** χ² = 100·(40·30 − 10·20)² / (50·50·60·40) = 16.6667, corrected by (1·1)/99. */
  @Test
  void cramersVIsCorrectedForBias() {
    double shares = 16.666666666666668 / 100 - 1.0 / 99;
    double values = 2 - 1.0 / 99;
    assertThat(CramersV.of(new long[][] {{40, 10}, {20, 30}}))
        .isCloseTo(Math.sqrt(shares / (values - 1)), within(1e-12));
  }

  @Property(tries = 50)
  void whatTellsTheOtherHasOneAndWhatIsEvenHasNone(@ForAll @IntRange(min = 2, max = 9) int values) {
    long[][] same = new long[values][values];
    long[][] even = new long[values][values];
    for (int r = 0; r < values; r++) {
      same[r][r] = 100;
      for (int c = 0; c < values; c++) {
        even[r][c] = 7;
      }
    }
    assertThat(CramersV.of(same)).isCloseTo(1, within(1e-9));
    assertThat(CramersV.of(even)).isZero();
  }
}
