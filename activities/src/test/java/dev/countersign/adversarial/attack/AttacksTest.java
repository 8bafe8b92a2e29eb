package dev.countersign.adversarial.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.adversarial.Feature;
import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.FeatureSchema;
import dev.countersign.data.Frame;
import dev.countersign.fixture.LinearScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Attacks on a linear model, whose nearest counterexample is known in closed form. */
class AttacksTest {
  private static final int DIMENSIONS = 6;

  /** Distance from a point to a plane: |w·x + b| / ‖w‖₂, and / ‖w‖₁ for the largest change. */
  private static double nearest(double[] weights, double margin, Norm norm) {
    double length = 0;
    for (double weight : weights) {
      length += norm == Norm.L2 ? weight * weight : Math.abs(weight);
    }
    return Math.abs(margin) / (norm == Norm.L2 ? Math.sqrt(length) : length);
  }

  private record Case(LinearScorer model, FeatureSchema schema, Frame row, double[] weights) {
    double margin() {
      double score = model.favourable(row)[0];
      return Math.log(score / (1 - score));
    }
  }

  /** A random plane over columns of different scales, and a row beside it. */
  private static Case random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Double> weights = new LinkedHashMap<>();
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    List<Feature> features = new ArrayList<>();
    double[] standardised = new double[DIMENSIONS];
    for (int f = 0; f < DIMENSIONS; f++) {
      double scale = Math.pow(10, f - 2);
      standardised[f] = random.nextGaussian();
      String name = "x" + f;
      weights.put(name, standardised[f] / scale);
      columns.put(name, new Frame.Numbers(new double[] {random.nextGaussian() * scale}));
      double far = 100 * scale;
      features.add(new Numeric(name, -far, far, false, scale, Direction.ANY, false));
    }
    FeatureSchema schema = new FeatureSchema(features, List.of());
    return new Case(new LinearScorer(0.3, weights), schema, new Frame(columns), standardised);
  }

  private static double found(Attack attack, Case plane, Norm norm, int budget) {
    FeatureSchema schema = plane.schema();
    double[] own = schema.encode(plane.row())[0];
    Oracle oracle = points -> plane.model().favourable(schema.decode(plane.row(), own, points));
    Target target = new Target(oracle, schema, norm, own, 0.5);
    target.run(attack, budget, new double[0][], new SplittableRandom(7));
    assertThat(target.asked()).isLessThanOrEqualTo(budget);
    return target.nearestDistance();
  }

  @Property(tries = 30)
  void hopSkipJumpComesCloseToTheNearestPointOfThePlane(@ForAll @LongRange(min = 1) long seed) {
    Case plane = random(seed);
    double truth = nearest(plane.weights(), plane.margin(), Norm.L2);
    double found = found(new HopSkipJump(100, 1000, 50), plane, Norm.L2, 10_000);
    assertThat(found).isBetween(truth - 1e-9, truth * 1.05 + 1e-6);
  }

  @Property(tries = 30)
  void hopSkipJumpComesCloseInTheLargestChangeToo(@ForAll @LongRange(min = 1) long seed) {
    Case plane = random(seed);
    double truth = nearest(plane.weights(), plane.margin(), Norm.LINF);
    double found = found(new HopSkipJump(100, 1000, 50), plane, Norm.LINF, 10_000);
    assertThat(found).isBetween(truth - 1e-9, truth * 1.25 + 1e-6);
  }

  @Property(tries = 30)
  void theBoundaryAttackComesCloseToTheNearestPointOfThePlane(
      @ForAll @LongRange(min = 1) long seed) {
    Case plane = random(seed);
    double truth = nearest(plane.weights(), plane.margin(), Norm.L2);
    double found = found(new BoundaryAttack(0.1, 0.1, 5000), plane, Norm.L2, 10_000);
    assertThat(found).isBetween(truth - 1e-9, truth * 1.05 + 1e-6);
  }

  @Property(tries = 30)
  void theSquareAttackComesCloseInTheLargestChange(@ForAll @LongRange(min = 1) long seed) {
    Case plane = random(seed);
    double truth = nearest(plane.weights(), plane.margin(), Norm.LINF);
    double found = found(new SquareAttack(10, 0.8), plane, Norm.LINF, 10_000);
    assertThat(found).isBetween(truth - 1e-9, truth / 0.8 + 1e-6);
  }

  @Property(tries = 30)
  void zooComesCloseToTheNearestPointOfThePlane(@ForAll @LongRange(min = 1) long seed) {
    Case plane = random(seed);
    double truth = nearest(plane.weights(), plane.margin(), Norm.L2);
    double found = found(new Zoo(0.05, 0.1, 10), plane, Norm.L2, 10_000);
    assertThat(found).isBetween(truth - 1e-9, truth * 1.25 + 0.1);
  }

  @Property(tries = 20)
  void noAttackFindsANearerPointThanThereIs(
      @ForAll @LongRange(min = 1) long seed, @ForAll @IntRange(min = 10, max = 800) int budget) {
    Case plane = random(seed);
    for (Norm norm : Norm.values()) {
      double truth = nearest(plane.weights(), plane.margin(), norm);
      for (Attack attack : Attacks.KNOWN.values()) {
        assertThat(found(attack, plane, norm, budget)).isGreaterThanOrEqualTo(truth - 1e-9);
      }
    }
  }

  @Test
  void hopSkipJumpBeatsRandomDrawsOnTheSameBudget() {
    double ratio = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Case plane = random(seed);
      double drawn = found(new RandomSearch(3), plane, Norm.L2, 500);
      double jumped = found(new HopSkipJump(24, 200, 50), plane, Norm.L2, 500);
      ratio += jumped / drawn / 20;
    }
    assertThat(ratio).isLessThan(0.8);
  }

  @Test
  void theSameSeedAsksTheSameQuestions() {
    Case plane = random(3);
    for (Attack attack : Attacks.KNOWN.values()) {
      assertThat(found(attack, plane, Norm.L2, 300)).isEqualTo(found(attack, plane, Norm.L2, 300));
    }
  }
}
