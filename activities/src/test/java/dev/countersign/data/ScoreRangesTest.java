package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How numbers are cut into ranges to be counted, and where their middle half lies. */
class ScoreRangesTest {
  private static final Sql NUMBER = Sql.of("x");
  private static final Sql ROWS = Sql.of("numbers WHERE true");

  private final SplittableRandom random = new SplittableRandom(4);
  private DuckDatabase database;

  @BeforeEach
  void open() {
    database = DuckDatabase.open(SqlLog.SILENT);
    database.execute(Sql.of("CREATE TABLE numbers (x DOUBLE)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private double[] put(double... numbers) {
    database.execute(Sql.of("DELETE FROM numbers"));
    database.append(
        "numbers",
        table -> {
          for (double number : numbers) {
            table.beginRow();
            table.append(number);
            table.endRow();
          }
        });
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private double[] put(int n, DoubleSupplier law) {
    return put(DoubleStream.generate(law).limit(n).toArray());
  }

  private List<Integer> ranges(Sql range) {
    return database
        .session()
        .query(
            Sql.format("SELECT %s FROM numbers ORDER BY x", range), row -> (Integer) row.getInt(1));
  }

  private static void requireOrder(List<Integer> ranges) {
    assertThat(ranges).isSorted().allMatch(r -> r >= 0 && r < ScoreCell.BINS);
  }

  @Test
  void higherProbabilitiesAreInHigherRanges() {
    List<Double> scores = new ArrayList<>(List.of(0.0, 1.0, 0.5, Double.MIN_VALUE, 1e-300, 1e-9));
    for (int power = 1; power < 60; power++) {
      double edge = Math.pow(0.5, power);
      for (double at : new double[] {Math.nextDown(edge), edge, Math.nextUp(edge)}) {
        scores.add(at);
        scores.add(1 - at);
      }
    }
    for (int i = 0; i < 50_000; i++) {
      scores.add(random.nextDouble());
      scores.add(Math.exp(-20 * random.nextDouble()));
    }
    put(scores.stream().mapToDouble(Double::doubleValue).toArray());
    List<Integer> ranges = ranges(ScoreRanges.ofProbability(NUMBER));
    requireOrder(ranges);
    assertThat(ranges.getFirst()).isZero();
    assertThat(ranges.getLast()).isEqualTo(ScoreCell.BINS - 1);
    assertThat(ranges.stream().distinct().count()).isGreaterThan(5_000);
  }

  @Test
  void nearTheEndsRangesAreASmallPartOfTheDistance() {
    for (double score : new double[] {1e-6, 1e-4, 0.01}) {
      put(score, score * 1.012, 1 - score * 1.012, 1 - score);
      List<Integer> ranges = ranges(ScoreRanges.ofProbability(NUMBER));
      assertThat(ranges).as("at " + score).doesNotHaveDuplicates();
    }
  }

  private void requireQuartiles(double[] sorted) {
    Quartiles found = Quartiles.of(database.session(), ROWS, NUMBER);
    int n = sorted.length;
    double spread = sorted[3 * n / 4] - sorted[n / 4];
    assertThat(found.lower()).isCloseTo(sorted[n / 4], within(spread / 32));
    assertThat(found.median()).isCloseTo(sorted[n / 2], within(spread / 32));
    assertThat(found.upper()).isCloseTo(sorted[3 * n / 4], within(spread / 32));
    requireOrder(ranges(ScoreRanges.ofNumber(NUMBER, found)));
  }

  @Test
  void quartilesAreFoundWhateverTheLaw() {
    requireQuartiles(put(5000, random::nextGaussian));
    requireQuartiles(put(5000, () -> 100_000_000 + 3 * random.nextGaussian()));
    requireQuartiles(put(5000, () -> Math.exp(20 * random.nextGaussian())));
    requireQuartiles(put(5000, () -> Math.pow(random.nextDouble(), -1) * -1e-7));
    requireQuartiles(
        DoubleStream.of(put(3000, () -> random.nextInt(100) == 0 ? 1e300 : random.nextGaussian()))
            .toArray());
  }

  @Test
  void numbersThatAreAlikeHaveSomeSpread() {
    for (double[] alike : new double[][] {{7}, {7, 7, 7, 7}, {7, 7, 7, 7, 7, 7, 900}}) {
      put(alike);
      Quartiles found = Quartiles.of(database.session(), ROWS, NUMBER);
      assertThat(found.median()).isCloseTo(7, within(1e-9));
      assertThat(found.spread()).isPositive();
      requireOrder(ranges(ScoreRanges.ofNumber(NUMBER, found)));
    }
  }
}
