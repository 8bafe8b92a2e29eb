package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.explain.Stability.Correlation;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StabilityTest {
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e");

  @Test
  void aSmoothModelHoldsStill() {
    Stability stability = measured((rows, row) -> logistic(sum(rows, row)), numbers(3));

    assertThat(value(stability.resampling())).isGreaterThan(0.8);
    assertThat(value(stability.nudging())).isGreaterThan(0.9);
    assertThat(value(stability.redrawing())).isGreaterThan(0.8);
    assertThat(value(stability.worst())).isGreaterThan(0.8);
  }

  /** Its answers swing within a hundredth of a standard deviation, and so do their reasons. */
  @Test
  void aModelThatSwingsDoesNotPassForStable() {
    Stability stability =
        measured((rows, row) -> 0.5 + 0.4 * Math.sin(500 * sum(rows, row)), numbers(3));

    assertThat(value(stability.nudging())).isLessThan(0.5);
    assertThat(stability.worst()).isEqualTo(stability.nudging());
  }

  /** Whole numbers with a small deviation must move too, or stability would be had for nothing. */
  @ParameterizedTest
  @ValueSource(doubles = {0.4, 1, 3, 40})
  void wholeNumbersMoveWholeAndAsFarOnAverage(double deviation) {
    Random random = new Random(5);
    double[] values =
        IntStream.range(0, 40_000)
            .mapToDouble(i -> Math.rint(deviation * random.nextGaussian()))
            .toArray();
    Nudge nudge = Nudge.of(new Frame(Map.of("x", new Frame.Numbers(values))), 1);

    double[] moved = nudge.rows().numbers("x");
    assertThat(Arrays.stream(moved).allMatch(v -> v == Math.rint(v))).isTrue();
    double mean =
        IntStream.range(0, moved.length)
            .mapToDouble(i -> moved[i] - values[i])
            .average()
            .orElseThrow();
    double size =
        IntStream.range(0, moved.length)
            .mapToDouble(i -> Math.abs(moved[i] - values[i]))
            .average()
            .orElseThrow();
    double spread = Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
    double expected = Nudge.SIZE * spread * Math.sqrt(2 / Math.PI);
    assertThat(mean).isCloseTo(0, offset(0.05 * deviation));
    assertThat(size).isGreaterThanOrEqualTo(0.9 * expected);
    assertThat(nudge.moved().cardinality()).isPositive();
  }

  @Test
  void whatIsMissingStaysMissing() {
    double[] values = {1.5, Double.NaN, 2.5, 7.25};
    Nudge nudge = Nudge.of(new Frame(Map.of("x", new Frame.Numbers(values))), 1);

    assertThat(nudge.rows().numbers("x")[1]).isNaN();
    assertThat(nudge.moved().get(1)).isFalse();
    assertThat(nudge.moved().cardinality()).isEqualTo(3);
  }

  @Test
  void whereNothingCanBeMovedNothingIsShown() {
    Frame constant =
        new Frame(
            Map.of(
                "a", new Frame.Numbers(new double[] {1, 1, 1, 1}),
                "b", new Frame.Texts(new String[] {"x", "y", "x", "y"}),
                "c", new Frame.Texts(new String[] {"u", "u", "v", "w"})));
    Scorer model =
        new ByRow(
            List.of("a", "b", "c"),
            (rows, row) -> "x".equals(((Frame.Texts) rows.column("b")).values()[row]) ? 0.9 : 0.2);
    KernelExplainer explainer = new KernelExplainer(model, constant, 1);
    Stability stability =
        Stability.measure(
            explainer, null, constant, ColumnAttributions.of(explainer, constant), 4, 1);

    assertThat(stability.moved()).isZero();
    assertThat(stability.worst()).isNull();
    assertThat(stability.inWords()).contains("under a nudge undefined over 0 rows that moved");
  }

  /** The value, once it is known to lie within its own interval. */
  private static double value(Correlation correlation) {
    assertThat(correlation.value())
        .isBetween(correlation.interval().low(), correlation.interval().high());
    return correlation.value();
  }

  private static Stability measured(
      java.util.function.ToDoubleBiFunction<Frame, Integer> formula, Frame rows) {
    Scorer model = new ByRow(COLUMNS, formula);
    KernelExplainer explainer = new KernelExplainer(model, numbers(1), 1);
    return Stability.measure(
        explainer,
        new KernelExplainer(model, numbers(2), 2),
        rows,
        ColumnAttributions.of(explainer, rows),
        20,
        1);
  }

  private static Frame numbers(int seed) {
    Random random = new Random(seed);
    Map<String, Frame.Column> columns = new java.util.LinkedHashMap<>();
    COLUMNS.forEach(
        name -> columns.put(name, new Frame.Numbers(random.doubles(40, -2, 2).toArray())));
    return new Frame(columns);
  }

  private static double sum(Frame rows, int row) {
    double sum = 0;
    for (int i = 0; i < COLUMNS.size(); i++) {
      sum += (i + 1) * 0.3 * rows.numbers(COLUMNS.get(i))[row];
    }
    return sum;
  }

  private static double logistic(double margin) {
    return 1 / (1 + Math.exp(-margin));
  }
}
