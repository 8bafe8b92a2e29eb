package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LimeExplainerTest {

  /**
   * Over columns of two texts a model that is linear in them is linear in whether they are kept:
   * the weight is what the row's text scores more than the other, but for the ridge, which takes
   * less than a percent of it.
   */
  @Property(tries = 20)
  void aModelLinearInTextsHasItsClosedForm(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int columns) {
    Random random = new Random(seed);
    double[] scores = random.doubles(columns, 0.01, 0.05).toArray();
    Map<String, Frame.Column> data = new LinkedHashMap<>();
    for (int column = 0; column < columns; column++) {
      String[] texts =
          random.ints(40, 0, 2).mapToObj(i -> i == 0 ? "x" : "y").toArray(String[]::new);
      texts[0] = "x";
      texts[1] = "y";
      data.put("c" + column, new Frame.Texts(texts));
    }
    Frame frame = new Frame(data);
    Scorer linear =
        new ByRow(
            frame.names(),
            (rows, row) -> {
              double sum = 0.2;
              for (int column = 0; column < columns; column++) {
                Frame.Texts texts = (Frame.Texts) rows.column("c" + column);
                sum += "x".equals(texts.values()[row]) ? scores[column] : 0;
              }
              return sum;
            });

    List<LocalSurrogate> found =
        new LimeExplainer(linear, frame, seed).explain(frame.select(new int[] {0, 1}));

    for (int column = 0; column < columns; column++) {
      assertThat(found.get(0).weights()[column]).isCloseTo(scores[column], offset(0.001));
      assertThat(found.get(1).weights()[column]).isCloseTo(-scores[column], offset(0.001));
    }
    assertThat(found.get(0).fidelity()).isGreaterThan(0.999);
    assertThat(found.get(0).surrogate()).isCloseTo(found.get(0).answer(), offset(0.002));
  }

  /** Over numbers the weight is what the quarter's mean scores more than the mean of the others. */
  @Property(tries = 8)
  void aModelLinearInNumbersHasItsClosedForm(@ForAll @IntRange(max = 1000) int seed) {
    Random random = new Random(seed);
    Map<String, Frame.Column> data = new LinkedHashMap<>();
    double[] weights = {0.02, -0.03, 0.01};
    for (int column = 0; column < 3; column++) {
      data.put("c" + column, new Frame.Numbers(random.doubles(4001, -5, 5).toArray()));
    }
    Frame frame = new Frame(data);
    Scorer linear =
        new ByRow(
            frame.names(),
            (rows, row) -> {
              double sum = 0.5;
              for (int column = 0; column < 3; column++) {
                sum += weights[column] * rows.numbers("c" + column)[row];
              }
              return sum;
            });
    LocalSurrogate found =
        new LimeExplainer(linear, frame, seed).explain(frame.select(new int[] {5})).getFirst();

    for (int column = 0; column < 3; column++) {
      double[] values = frame.numbers("c" + column);
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int quarter = 0;
      while (quarter < 3 && values[5] > sorted[1000 * (quarter + 1)]) {
        quarter++;
      }
      double low = sorted[1000 * quarter];
      double high = sorted[1000 * (quarter + 1)];
      double in = Arrays.stream(values).filter(v -> v >= low && v <= high).average().orElseThrow();
      double out = Arrays.stream(values).filter(v -> v < low || v > high).average().orElseThrow();
      // some five standard errors of a difference of means over 5,000 neighbours
      assertThat(found.weights()[column]).isCloseTo(weights[column] * (in - out), offset(0.01));
    }
  }

  @Test
  void conditionsSayWhatTheRowHasInCommonWithItsNeighbours() {
    Frame frame =
        new Frame(
            new LinkedHashMap<>(
                Map.of(
                    "age",
                    new Frame.Numbers(new double[] {20, 30, 40, 50, 60, Double.NaN}),
                    "job",
                    new Frame.Texts(
                        new String[] {"cook", "smith", null, "cook", "cook", "cook"}))));
    LinearScorer scorer = new LinearScorer(0, Map.of("job=cook", 1.0));
    LimeExplainer byJob = new LimeExplainer(scorer, frame, 1);
    LimeExplainer byAge = new LimeExplainer(new LinearScorer(0, Map.of("age", 0.01)), frame, 1);

    assertThat(byJob.explain(frame).stream().map(found -> found.conditions().getFirst()))
        .containsExactly(
            "job = cook",
            "job = smith",
            "job is missing",
            "job = cook",
            "job = cook",
            "job = cook");
    assertThat(
            byAge.explain(frame.select(new int[] {0, 1, 2, 4})).stream()
                .map(found -> found.conditions().getFirst()))
        .containsExactly("age <= 30", "age <= 30", "30 < age <= 40", "age > 50");
  }

  @Test
  void neighboursAreRowsThatCouldBe() {
    Frame frame =
        new Frame(Map.of("age", new Frame.Numbers(new double[] {18, 22, 22, 31, 44, 67})));
    Scorer asked =
        new ByRow(
            List.of("age"),
            (rows, row) -> {
              double age = rows.numbers("age")[row];
              assertThat(age).isBetween(18.0, 67.0).isEqualTo(Math.rint(age));
              return 0.5;
            });

    LocalSurrogate constant = new LimeExplainer(asked, frame, 3).explain(frame).getFirst();

    assertThat(constant.weights()[0]).isCloseTo(0, offset(1e-12));
    assertThat(constant.intercept()).isCloseTo(0.5, offset(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    Random random = new Random(9);
    Frame frame =
        new Frame(
            Map.of(
                "a", new Frame.Numbers(random.doubles(50, -2, 2).toArray()),
                "b", new Frame.Numbers(random.doubles(50, -2, 2).toArray())));
    LinearScorer scorer = new LinearScorer(0, Map.of("a", 1.0, "b", -2.0));

    double[] first = new LimeExplainer(scorer, frame, 1).explain(frame).get(7).weights();
    assertThat(new LimeExplainer(scorer, frame, 1).explain(frame).get(7).weights())
        .isEqualTo(first);
    double[] other = new LimeExplainer(scorer, frame, 2).explain(frame).get(7).weights();
    assertThat(other).isNotEqualTo(first).containsExactly(first, offset(0.05));
  }
}
