package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.adversarial.attack.Coordinate;
import dev.countersign.adversarial.attack.Oracle;
import dev.countersign.data.Frame;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.model.Answers;
import dev.countersign.model.InputColumns;
import dev.countersign.model.RandomTrees;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeEnsemble;
import dev.countersign.model.TreeModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Trees answer in the model's place where they answer alike, and nowhere else. */
class AnsweringTest {
  private static final List<String> INPUTS =
      List.of("income", "rate", "job=cook", "job=clerk", "home_own", "home_rent", "age");
  private static final List<String> COLUMNS =
      List.of("income", "rate", "job", "home_own", "home_rent", "age");

  /** A model whose trees are known, and which answers a little otherwise than they do. */
  private record Shifted(TreeModel model, double shift) implements Scorer {
    @Override
    public List<String> features() {
      return COLUMNS;
    }

    @Override
    public Answers answers(Frame rows) {
      double[] matrix = model.matrix(rows, 0, rows.rows());
      double[] scores = new double[rows.rows()];
      for (int row = 0; row < scores.length; row++) {
        double margin = model.ensemble().margin(matrix, row * INPUTS.size());
        scores[row] = Math.clamp(model.ensemble().link().answer(margin) + shift, 0, 1);
      }
      return new Answers.Probabilities(scores);
    }

    @Override
    public Optional<TreeModel> trees() {
      return Optional.of(model);
    }

    @Override
    public void close() {}
  }

  private static Shifted model(Random random, double shift) {
    TreeEnsemble trees = RandomTrees.ensemble(random, INPUTS.size(), 12, 5);
    return new Shifted(new TreeModel(trees, InputColumns.match(INPUTS, true, COLUMNS)), shift);
  }

  private static Frame rows(Random random, int rows) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    double[] income = new double[rows];
    double[] rate = new double[rows];
    String[] job = new String[rows];
    double[] own = new double[rows];
    double[] rent = new double[rows];
    double[] age = new double[rows];
    for (int i = 0; i < rows; i++) {
      income[i] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(8);
      rate[i] = random.nextDouble() * 8;
      job[i] = random.nextInt(10) == 0 ? null : List.of("cook", "clerk", "none").get(i % 3);
      own[i] = random.nextInt(2);
      rent[i] = own[i] == 1 ? 0 : random.nextInt(2);
      age[i] = 20 + random.nextInt(40);
    }
    columns.put("income", new Frame.Numbers(income));
    columns.put("rate", new Frame.Numbers(rate));
    columns.put("job", new Frame.Texts(job));
    columns.put("home_own", new Frame.Numbers(own));
    columns.put("home_rent", new Frame.Numbers(rent));
    columns.put("age", new Frame.Numbers(age));
    return new Frame(columns);
  }

  /** Any points around a row that its schema allows. */
  private static List<double[]> points(FeatureSchema schema, double[] own, Random random) {
    List<double[]> points = new ArrayList<>(List.of(own));
    for (int i = 0; i < 20; i++) {
      double[] wanted = own.clone();
      for (int f : schema.movable(own)) {
        wanted[f] =
            switch (schema.coordinate(f)) {
              case Coordinate.Choice choice -> random.nextInt(choice.categories());
              case Coordinate.Quantity quantity -> own[f] + 3 * random.nextGaussian();
            };
      }
      points.add(schema.project(own, wanted));
    }
    return points;
  }

  @Property(tries = 200)
  void treesAnswerAboutPointsAsTheModelDoesAboutTheirRows(@ForAll long seed) {
    Random random = new Random(seed);
    Shifted model = model(random, 0);
    Frame rows = rows(random, 30);
    FeatureSchema schema = new SchemaInference(rows, List.of()).infer(COLUMNS);
    for (int i = 0; i < 5; i++) {
      Frame row = rows.select(new int[] {i});
      double[] own = schema.encode(row)[0];
      List<double[]> points = points(schema, own, random);
      TreeOracle quick = TreeOracle.around(model.model(), schema, row, own).orElseThrow();
      assertThat(quick.scores(points))
          .containsExactly(new RowOracle(model, schema, row, own).scores(points));
    }
  }

  @Test
  void treesThatAnswerOtherwiseAreNotBelieved() {
    Random random = new Random(1);
    Shifted model = model(random, 0.001);
    Frame rows = rows(random, 30);
    FeatureSchema schema = new SchemaInference(rows, List.of()).infer(COLUMNS);
    Answering answering = Answering.of(model, schema, rows);

    assertThat(answering.inWords())
        .startsWith("the model itself, as the trees read from its file answer one of 30 rows");
    Frame row = rows.select(new int[] {3});
    assertThat(answering.about(row, 0.5).scores(List.of(schema.encode(row)[0])))
        .containsExactly(model.favourable(row));
  }

  @Test
  void whereRoundingCouldTurnTheDecisionTheModelIsAsked() {
    Random random = new Random(2);
    Shifted model = model(random, 4e-6);
    Shifted trees = new Shifted(model.model(), 0);
    Frame rows = rows(random, 30);
    FeatureSchema schema = new SchemaInference(rows, List.of()).infer(COLUMNS);
    Answering answering = Answering.of(model, schema, rows);
    assertThat(answering.inWords())
        .startsWith("the trees read from the model's file, which answer");

    Frame row = rows.select(new int[] {3});
    List<double[]> own = List.of(schema.encode(row)[0]);
    double near = model.favourable(row)[0];
    Oracle closeToTheThreshold = answering.about(row, near);
    assertThat(closeToTheThreshold.scores(own)).containsExactly(near);
    Oracle farFromTheThreshold = answering.about(row, near > 0.5 ? 0.1 : 0.9);
    assertThat(farFromTheThreshold.scores(own)).containsExactly(trees.favourable(row));
  }

  @Test
  void aModelWithoutTreesAnswersItself() {
    Frame rows = rows(new Random(3), 10);
    FeatureSchema schema = new SchemaInference(rows, List.of()).infer(COLUMNS);
    Scorer constant = new LinearScorer(1, Map.of("income", 0.0));
    assertThat(Answering.of(constant, schema, rows).inWords()).isEqualTo("the model itself");
  }
}
