package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plot.Axis;
import dev.countersign.plot.LineChart.Series;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Rows counted in cells: none is lost, and the trace goes through the means of about a tenth. */
class CellCountsTest {
  private static final Axis X = Axis.linear("x", 0, 36);
  private static final Axis Y = Axis.linear("y", -15, 15);

  @Property(tries = 50)
  void everyRowIsInOneCellAndTheTraceRises(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 3000) int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    CellCounts cells = new CellCounts(X, Y);
    int beyond = 0;
    for (int row = 0; row < rows; row++) {
      double x = 18 + 9 * random.nextGaussian();
      double y = 8 * random.nextGaussian();
      beyond += x < 0 || x > 36 || y < -15 || y > 15 ? 1 : 0;
      cells.add(x, y);
    }
    assertThat(Arrays.stream(cells.counts()).flatMapToLong(Arrays::stream).sum()).isEqualTo(rows);
    assertThat(cells.beyond()).isEqualTo(beyond);
    Series trace = cells.trace("all");
    assertThat(trace.x()).hasSizeBetween(1, 10).isSorted();
  }

  @Test
  void aCellIsCountedWhereItsRowLies() {
    CellCounts cells = new CellCounts(X, Y);
    cells.add(0, -15);
    cells.add(2.5, 0.5);
    cells.add(36, 15);
    cells.add(1e9, -1e9);
    assertThat(cells.counts()[0][0]).isEqualTo(1);
    assertThat(cells.counts()[2][15]).isEqualTo(1);
    assertThat(cells.counts()[35][29]).isEqualTo(1);
    assertThat(cells.counts()[35][0]).isEqualTo(1);
    assertThat(cells.beyond()).isEqualTo(1);
  }

  @Test
  void theTraceHoldsTheMeansOfItsRows() {
    CellCounts cells = new CellCounts(X, Y);
    for (int column = 0; column < 20; column++) {
      for (int times = 0; times < 10; times++) {
        cells.add(column + 0.25, 1);
        cells.add(column + 0.75, 2);
      }
    }
    Series trace = cells.trace("all");
    assertThat(trace.x()).hasSize(10).startsWith(1, 3, 5);
    assertThat(trace.y()).containsOnly(1.5);
  }

  @Test
  void fewRowsAreOnePoint() {
    CellCounts cells = new CellCounts(X, Y);
    assertThat(cells.trace("none").x()).isEmpty();
    for (int row = 0; row < 30; row++) {
      cells.add(row, row % 2);
    }
    Series trace = cells.trace("all");
    assertThat(trace.x()).containsExactly(14.5);
    assertThat(trace.y()).containsExactly(0.5);
  }
}
