package dev.countersign.adversarial.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.stats.Proportion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks on what is no row of a table: pictures and texts, each by a model of its own. */
class PicturesAndTextsIT {
  private static final int QUESTIONS = 2000;
  private static final int ITERATIONS = 200;
  private static final double EPSILON = 0.2;
  private static final int SIDE = 8;
  private static final int WORDS_OF_A_KIND = 8;

  @TempDir static Path folder;

  private static Frame pictures;
  private static Frame texts;
  private static double[] kinds;

  @BeforeAll
  static void train() throws Exception {
    PythonOracle.run(
        "pictures_and_texts.py", folder, folder.toString(), "" + ITERATIONS, "" + EPSILON);
    pictures = German.csv(folder.resolve("pictures.csv"), name -> true);
    texts = German.csv(folder.resolve("texts.csv"), name -> true);
    kinds = German.csv(folder.resolve("kinds.csv"), name -> true).numbers("kind");
  }

  private static Scorer model(String name, Frame rows) {
    return Models.open(folder.resolve(name), Format.ONNX, rows.names(), 1);
  }

  private static double[] values(Frame rows, int row) {
    return rows.names().stream().mapToDouble(name -> rows.numbers(name)[row]).toArray();
  }

  private static Frame frame(List<String> names, List<double[]> rows) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      columns.put(
          names.get(c), new Frame.Numbers(rows.stream().mapToDouble(row -> row[column]).toArray()));
    }
    return new Frame(columns);
  }

  private static Target attack(
      String id, Oracle oracle, Space space, Norm norm, double[] own, int questions) {
    Target target = new Target(oracle, space, norm, own, 0.5);
    Attack attack = Objects.requireNonNull(Attacks.KNOWN.get(id));
    target.run(attack, questions, new double[0][], new SplittableRandom(1));
    assertThat(target.asked()).isLessThanOrEqualTo(questions);
    return target;
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "hop-skip-jump", "boundary", "square", "zoo"})
  void picturesAreTurnedWithinTheirBox(String id) {
    try (Scorer model = model("pictures.onnx", pictures)) {
      Oracle oracle = points -> model.favourable(frame(pictures.names(), points));
      int turned = 0;
      for (int row = 0; row < 6; row++) {
        Target target =
            attack(id, oracle, new Pixels(SIDE), Norm.L2, values(pictures, row), QUESTIONS);
        double[] found = target.nearest();
        if (found != null) {
          turned++;
          assertThat(Arrays.stream(found)).allMatch(pixel -> pixel >= 0 && pixel <= 1);
          assertThat(oracle.scores(List.of(found))[0] >= 0.5).isNotEqualTo(target.decision());
        }
      }
      assertThat(turned).as(id).isGreaterThanOrEqualTo(id.equals("random") ? 0 : 4);
    }
  }

  @Test
  void theSquareAttackTurnsAsManyPicturesAsTheirsWithAsManyQuestions() throws Exception {
    Frame theirs = German.csv(folder.resolve("square.csv"), name -> true);
    double[] asked = theirs.numbers("asked");
    try (Scorer model = model("pictures.onnx", pictures)) {
      Oracle oracle = points -> model.favourable(frame(pictures.names(), points));
      long turned =
          IntStream.range(0, pictures.rows())
              .filter(
                  row ->
                      attack(
                                  "square",
                                  oracle,
                                  new Pixels(SIDE),
                                  Norm.LINF,
                                  values(pictures, row),
                                  (int) asked[row])
                              .nearestDistance()
                          <= EPSILON)
              .count();
      Proportion art =
          new Proportion((long) Arrays.stream(theirs.numbers("turned")).sum(), asked.length);
      System.out.printf(
          "square within %.2f of every pixel: %d of %d pictures turned, ART %d, %.0f questions%n",
          EPSILON,
          turned,
          pictures.rows(),
          art.hits(),
          Arrays.stream(asked).average().orElseThrow());
      assertThat((double) turned / pictures.rows()).isGreaterThanOrEqualTo(art.wilson(0.95).low());
    }
  }

  /**
   * Each word may be exchanged for the one before and the one after it of its kind, or for the last
   * neutral one.
   */
  private static Substitutions substitutions(double[] words) {
    List<int[]> substitutes = new ArrayList<>();
    for (double word : words) {
      int own = (int) word;
      int kind = own - own % WORDS_OF_A_KIND;
      int neutral = kinds.length - 1;
      substitutes.add(
          IntStream.of(
                  own,
                  kind + (own + 1) % WORDS_OF_A_KIND,
                  kind + (own + WORDS_OF_A_KIND - 1) % WORDS_OF_A_KIND,
                  neutral)
              .distinct()
              .toArray());
    }
    return new Substitutions(substitutes);
  }

  private static Oracle reading(Scorer model, Substitutions space) {
    return points ->
        model.favourable(
            frame(
                texts.names(),
                points.stream()
                    .map(
                        point ->
                            IntStream.range(0, point.length)
                                .mapToDouble(place -> space.word(point, place))
                                .toArray())
                    .toList()));
  }

  /** By asking about every text there is. */
  private static double fewestExchanges(Oracle oracle, Substitutions space) {
    List<double[]> all = new ArrayList<>(List.of(new double[space.size()]));
    for (int place = 0; place < space.size(); place++) {
      for (double[] text : List.copyOf(all)) {
        for (int word = 1; word < space.substitutes().get(place).length; word++) {
          double[] other = text.clone();
          other[place] = word;
          all.add(other);
        }
      }
    }
    double[] scores = oracle.scores(all);
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] >= 0.5 != scores[0] >= 0.5)
        .mapToDouble(i -> Arrays.stream(all.get(i)).filter(word -> word != 0).count())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "greedy", "hop-skip-jump", "boundary", "square", "zoo"})
  void textsAreTurnedByExchangingWords(String id) {
    try (Scorer model = model("texts.onnx", texts)) {
      int turned = 0;
      for (int row = 0; row < texts.rows(); row++) {
        Substitutions space = substitutions(values(texts, row));
        Oracle oracle = reading(model, space);
        Target target = attack(id, oracle, space, Norm.L2, new double[space.size()], QUESTIONS);
        double exchanged = Math.pow(target.nearestDistance(), 2);
        double fewest = fewestExchanges(oracle, space);
        assertThat(exchanged).isGreaterThanOrEqualTo(fewest - 1e-9);
        if (id.equals("greedy")) {
          assertThat(exchanged).isCloseTo(fewest, Offset.offset(1e-9));
        }
        turned += Double.isFinite(exchanged) ? 1 : 0;
      }
      assertThat(turned).as(id).isPositive();
    }
  }
}
