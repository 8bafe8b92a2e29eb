package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {

  @Test
  void theKnownValueComesOut() {
    long[] even = {25, 25, 25, 25};
    long[] moved = {40, 30, 20, 10};
    assertThat(PopulationStability.of(even, moved).index()).isCloseTo(0.2282174, within(1e-7));
  }

  @Property
  void nothingMovesFromItself(
      @ForAll @Size(min = 2, max = 20) int @IntRange(min = 0, max = 1000) [] counts) {
    long[] some = Arrays.stream(counts).mapToLong(count -> count + 1L).toArray();
    assertThat(PopulationStability.of(some, some).index()).isZero();
  }

  @Test
  void aSpikyColumnKeepsBinsThatShowDrift() {
    SplittableRandom random = new SplittableRandom(1);
    double[] before = spiky(random, 5000, 0.08);
    ReferenceBins bins = ReferenceBins.of(before, 10);
    assertThat(bins.equalWidth()).isTrue();
    long[] reference = bins.count(before);
    assertThat(PopulationStability.of(reference, bins.count(spiky(random, 5000, 0.08))).index())
        .isLessThan(0.01);
    assertThat(PopulationStability.of(reference, bins.count(spiky(random, 5000, 0.4))).index())
        .isGreaterThan(0.5);
  }

  private static double[] spiky(SplittableRandom random, int n, double other) {
    return IntStream.range(0, n)
        .mapToDouble(i -> random.nextDouble() < other ? 1000 + 90_000 * random.nextDouble() : 0)
        .toArray();
  }

  @Test
  void everyValueFallsIntoOneBinAndMissingOnesIntoTheirOwn() {
    ReferenceBins bins = ReferenceBins.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 4);
    assertThat(bins.edges()).containsExactly(3, 5, 7);
    assertThat(bins.count(new double[] {-9, 3, 3.1, 7, 99, Double.NaN}))
        .containsExactly(2, 1, 1, 1, 1);
    assertThat(ReferenceBins.of(new double[] {5, 5, 5}, 4).count(new double[] {4, 5, 6}))
        .containsExactly(1, 1, 1, 0);
  }

  @Test
  void withoutDriftItExceedsTheBoundOnceInAThousand() {
    SplittableRandom random = new SplittableRandom(11);
    int over = 0;
    int overCustom = 0;
    for (int run = 0; run < 4000; run++) {
      double[] before = random.doubles(1000).toArray();
      ReferenceBins bins = ReferenceBins.of(before, 10);
      PopulationStability moved =
          PopulationStability.of(bins.count(before), bins.count(random.doubles(200).toArray()));
      over += moved.index() > moved.byChance() ? 1 : 0;
      overCustom += moved.index() > PopulationStability.NOTICEABLE ? 1 : 0;
    }
    assertThat(over).isLessThan(20);
    assertThat(overCustom).isGreaterThan(100);
  }
}
