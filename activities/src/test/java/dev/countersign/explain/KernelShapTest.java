package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KernelShapTest {

  /**
   * For a linear model the values are known: weight times the distance from the background's mean.
   */
  @Property(tries = 40)
  void linearModelsHaveTheirClosedForm(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int columns) {
    Random random = new Random(seed);
    double[] weights = random.doubles(columns, -0.01, 0.01).toArray();
    Frame background = frame(random, columns, 15);
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

    Attributions attributions = new KernelExplainer(linear, background, seed).explain(rows);

    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < columns; column++) {
        double mean = Arrays.stream(background.numbers("c" + column)).average().orElseThrow();
        double expected = weights[column] * (rows.numbers("c" + column)[row] - mean);
        assertThat(attributions.value(row, column)).isCloseTo(expected, offset(1e-9));
      }
    }
  }

  /** With few columns every coalition is asked about, and the values are exact. */
  @Property(tries = 60)
  void fewColumnsAreExact(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int columns) {
    Random random = new Random(seed);
    Frame background = frame(random, columns, 6);
    Frame rows = frame(random, columns, 2);
    Scorer tangled = new ByRow(rows.names(), KernelShapTest::tangled);
    Attributions attributions = new KernelExplainer(tangled, background, seed).explain(rows);

    for (int row = 0; row < 2; row++) {
      int explained = row;
      double[] expected =
          BruteForce.shapley(
              columns, mask -> expectation(background, rows, explained, columns, mask));
      for (int column = 0; column < columns; column++) {
        assertThat(attributions.value(row, column)).isCloseTo(expected[column], offset(1e-9));
      }
      assertThat(attributions.total(row)).isCloseTo(tangled.favourable(rows)[row], offset(1e-12));
    }
  }

  @Test
  void theSameSeedGivesTheSameValues() {
    Random random = new Random(5);
    Frame background = frame(random, 25, 10);
    Frame rows = frame(random, 25, 2);
    Scorer tangled = new ByRow(rows.names(), KernelShapTest::tangled);
    double[] first = new KernelExplainer(tangled, background, 1).explain(rows).values();
    double[] again = new KernelExplainer(tangled, background, 1).explain(rows).values();
    double[] other = new KernelExplainer(tangled, background, 2).explain(rows).values();

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(other).containsExactly(first, offset(0.02));
  }

  @Test
  void addsUpOnARealPipelineOfTextsAndNumbers() {
    German german = German.find("KernelSHAP on a real pipeline").orElse(null);
    if (german == null) {
      return;
    }
    Frame raw = german.raw();
    Frame background = raw.select(new int[] {3, 33, 333, 500, 700});
    try (Scorer pipeline =
        Models.open(
            german.model("sklearn-pipeline-logistic.onnx"), Format.ONNX, german.rawFeatures(), 1)) {
      Frame rows = raw.select(new int[] {406, 606});
      Explainer explainer = Explainers.of(pipeline, background, 2, 1);
      Attributions attributions = explainer.explain(rows);

      double[] answers = explainer.answers(rows);
      assertThat(explainer.space()).isEqualTo(Space.PROBABILITY);
      assertThat(explainer.inputs()).hasSize(20);
      for (int row = 0; row < 2; row++) {
        assertThat(attributions.total(row)).isCloseTo(answers[row], offset(1e-9));
      }
    }
  }

  private static double tangled(Frame frame, int row) {
    double sum = 0;
    double product = 1;
    for (String name : frame.names()) {
      sum += frame.numbers(name)[row];
      product *= Math.sin(frame.numbers(name)[row]) + 1.1;
    }
    return 1 / (1 + Math.exp(0.3 * sum - product));
  }

  private static double expectation(Frame background, Frame rows, int row, int columns, int mask) {
    double sum = 0;
    for (int other = 0; other < background.rows(); other++) {
      Map<String, Frame.Column> mixed = new LinkedHashMap<>();
      for (int column = 0; column < columns; column++) {
        String name = "c" + column;
        boolean known = (mask >> column & 1) != 0;
        double value = known ? rows.numbers(name)[row] : background.numbers(name)[other];
        mixed.put(name, new Frame.Numbers(new double[] {value}));
      }
      sum += tangled(new Frame(mixed), 0);
    }
    return sum / background.rows();
  }

  private static Frame frame(Random random, int columns, int rows) {
    Map<String, Frame.Column> frame = new LinkedHashMap<>();
    for (int column = 0; column < columns; column++) {
      frame.put("c" + column, new Frame.Numbers(random.doubles(rows, -2, 2).toArray()));
    }
    return new Frame(frame);
  }
}
