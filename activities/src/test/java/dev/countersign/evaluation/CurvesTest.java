package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.stats.RocArea;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** ROC and precision–recall curves go from nobody to everybody, and hold the area they are of. */
class CurvesTest {

  private static ScoreCounts counts(long seed, int rows, int distinct) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[rows];
    boolean[] favourable = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = random.nextInt(distinct) - distinct / 2.0;
      favourable[row] = row == 0 || (row > 1 && random.nextInt(distinct) < scores[row]);
    }
    return ScoreCounts.of(scores, favourable);
  }

  private static double area(List<Confusion> points) {
    return IntStream.range(1, points.size())
        .mapToDouble(
            at -> {
              Confusion from = points.get(at - 1);
              Confusion to = points.get(at);
              double width = to.falsePositiveRate().rate() - from.falsePositiveRate().rate();
              return width * (to.truePositiveRate().rate() + from.truePositiveRate().rate()) / 2;
            })
        .sum();
  }

  @Property(tries = 50)
  void theWholeCurveHoldsTheAreaThatIsMeasured(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 2, max = 60) int rows) {
    ScoreCounts counts = counts(seed, rows, 20);
    RocArea area = RocArea.of(counts.favourable(), counts.unfavourable());
    assertThat(area(Curves.points(counts, 400))).isCloseTo(area.auc(), within(1e-12));
  }

  @Test
  void aThinnedCurveKeepsItsEndsAndNearlyItsArea() {
    ScoreCounts counts = counts(7, 50_000, 20_000);
    List<Confusion> points = Curves.points(counts, 400);
    assertThat(points).hasSize(400);
    assertThat(points.getFirst().truePositiveRate().rate()).isZero();
    assertThat(points.getLast().truePositiveRate().rate()).isEqualTo(1);
    RocArea area = RocArea.of(counts.favourable(), counts.unfavourable());
    assertThat(area(points)).isCloseTo(area.auc(), within(1e-4));
  }

  @Test
  void withOneLabelThereIsNoCurve() {
    ScoreCounts counts = ScoreCounts.of(new double[] {.1, .2}, new boolean[] {true, true});
    assertThat(Curves.points(counts, 400)).isEmpty();
  }
}
