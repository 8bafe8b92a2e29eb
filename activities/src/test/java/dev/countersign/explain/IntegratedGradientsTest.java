package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IntegratedGradientsTest {

  @Property(tries = 30)
  void linearModelsHaveTheirClosedForm(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int columns) {
    Random random = new Random(seed);
    double[] weights = random.doubles(columns, -0.01, 0.01).toArray();
    Frame background = frame(random, columns, 12);
    Frame rows = frame(random, columns, 3);
    Scorer linear =
        new ByRow(
            rows.names(),
            (frame, row) -> {
              double sum = 0.5;
              for (int column = 0; column < columns; column++) {
                sum += weights[column] * frame.numbers("c" + column)[row];
              }
              return sum;
            });

    Attributions found = new IntegratedGradients(linear, background).explain(rows);

    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < columns; column++) {
        double moved = rows.numbers("c" + column)[row] - mean(background, column);
        assertThat(found.value(row, column)).isCloseTo(weights[column] * moved, offset(1e-9));
      }
    }
  }

  /**
   * Along the line a logistic model's gradient keeps its direction, so what it gains is shared by
   * what each column adds to the margin.
   */
  @Property(tries = 30)
  void logisticModelsHaveTheirClosedForm(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int columns) {
    Random random = new Random(seed);
    Map<String, Double> weights = new TreeMap<>();
    for (int column = 0; column < columns; column++) {
      weights.put("c" + column, random.nextDouble(-1, 1));
    }
    Frame background = frame(random, columns, 12);
    Frame rows = frame(random, columns, 3);
    Scorer logistic = new LinearScorer(0.2, weights);
    IntegratedGradients gradients = new IntegratedGradients(logistic, background);
    Attributions found = gradients.explain(rows);

    double[] answers = logistic.favourable(rows);
    List<String> names = logistic.features();
    for (int row = 0; row < 3; row++) {
      double[] steps = new double[columns];
      for (int i = 0; i < columns; i++) {
        String name = names.get(i);
        double mean = Arrays.stream(background.numbers(name)).average().orElseThrow();
        steps[i] = weights.getOrDefault(name, 0.0) * (rows.numbers(name)[row] - mean);
      }
      double all = Arrays.stream(steps).sum();
      for (int i = 0; i < columns; i++) {
        double expected = steps[i] / all * (answers[row] - found.base());
        assertThat(found.value(row, i))
            .isCloseTo(expected, offset(2e-4 + 2e-3 * Math.abs(expected)));
      }
    }
  }

  /** Completeness: base and contributions are the model's answer. */
  @Property(tries = 30)
  void contributionsAddUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int columns) {
    Random random = new Random(seed);
    Frame rows = frame(random, columns, 4);
    Scorer tangled =
        new ByRow(
            rows.names(),
            (frame, row) -> {
              double sum = 0;
              double product = 1;
              for (String name : frame.names()) {
                sum += frame.numbers(name)[row];
                product *= Math.sin(frame.numbers(name)[row]) + 1.1;
              }
              return 1 / (1 + Math.exp(0.3 * sum - product));
            });
    Attributions found = new IntegratedGradients(tangled, frame(random, columns, 6)).explain(rows);

    double[] answers = tangled.favourable(rows);
    for (int row = 0; row < 4; row++) {
      assertThat(found.total(row)).isCloseTo(answers[row], offset(1e-3));
    }
  }

  @Test
  void theBudgetIsKept() {
    Random random = new Random(1);
    Frame rows = frame(random, 10, 1);
    int[] asked = {0};
    Scorer jagged =
        new ByRow(
            rows.names(),
            (frame, row) -> {
              asked[0]++;
              return 0.5 + 0.5 * Math.signum(Math.sin(1000 * frame.numbers("c0")[row]));
            });
    new IntegratedGradients(jagged, frame(random, 10, 3)).explain(rows);

    assertThat(asked[0]).isLessThanOrEqualTo(IntegratedGradients.BUDGET + 2);
  }

  @Test
  void aMissingNumberContributesNothing() {
    Random random = new Random(1);
    Frame rows =
        new Frame(
            Map.of(
                "a", new Frame.Numbers(new double[] {Double.NaN}),
                "b", new Frame.Numbers(new double[] {1})));
    Scorer model = new LinearScorer(0, Map.of("a", 1.0, "b", 1.0));
    Attributions found =
        new IntegratedGradients(
                model,
                new Frame(
                    Map.of(
                        "a", new Frame.Numbers(random.doubles(5).toArray()),
                        "b", new Frame.Numbers(random.doubles(5).toArray()))))
            .explain(rows);

    assertThat(found.value(0, 0)).isZero();
    assertThat(found.value(0, 1)).isPositive();
  }

  @Test
  void textsAreRefusedWithWhatToDo() {
    Frame rows = new Frame(Map.of("job", new Frame.Texts(new String[] {"cook"})));
    assertThatThrownBy(
            () -> new IntegratedGradients(new LinearScorer(0, Map.of("job=cook", 1.0)), rows))
        .isInstanceOf(ExplainException.class)
        .hasMessageContaining("column job holds texts")
        .hasMessageContaining("gates.explainability.method");
  }

  private static double mean(Frame frame, int column) {
    return Arrays.stream(frame.numbers("c" + column)).average().orElseThrow();
  }

  private static Frame frame(Random random, int columns, int rows) {
    Map<String, Frame.Column> frame = new LinkedHashMap<>();
    for (int column = 0; column < columns; column++) {
      frame.put("c" + column, new Frame.Numbers(random.doubles(rows, -2, 2).toArray()));
    }
    return new Frame(frame);
  }
}
