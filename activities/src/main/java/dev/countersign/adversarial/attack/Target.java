package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The model as an attack on one point may see it: asked about points, answering with a decision or
 * a confidence, counting every question. Whatever is asked is brought into the space first, and the
 * nearest point that turned the decision is remembered here, so that an attack that runs out of
 * questions has still found what it found.
 */
public final class Target {
  private final Oracle oracle;
  private final Space space;
  private final Norm norm;
  private final double[] own;
  private final double threshold;
  private final boolean decision;
  private int asked;
  private int limit;
  private double @Nullable [] nearest;
  private double nearestDistance = Double.POSITIVE_INFINITY;
  private @Nullable String nearestBy;
  private String attacker = "";

  /** The budget is spent: the attack ends, and the target remembers what it found. */
  private static final class BudgetSpent extends RuntimeException {
    BudgetSpent() {
      super("every question allowed has been asked", null, false, false);
    }
  }

  /**
   * Asks once how {@code own} is decided, which costs nothing.
   *
   * @param own the point attacked
   * @param threshold a score at or above it is a favourable decision
   */
  public Target(Oracle oracle, Space space, Norm norm, double[] own, double threshold) {
    this.oracle = oracle;
    this.space = space;
    this.norm = norm;
    this.own = own.clone();
    this.threshold = threshold;
    this.decision = oracle.scores(List.of(this.own))[0] >= threshold;
  }

  /**
   * Runs an attack until it ends or has asked as many questions as it may.
   *
   * @param questions at most so many more
   * @param seeds other points, to start from: best such as are decided otherwise
   */
  public void run(Attack attack, int questions, double[][] seeds, RandomGenerator random) {
    limit = asked + questions;
    attacker = attack.id();
    try {
      attack.run(this, seeds, random);
    } catch (BudgetSpent spent) {
      // what it found until then is remembered
    }
  }

  /** The point attacked. */
  public double[] own() {
    return own.clone();
  }

  /** What points can exist. */
  public Space space() {
    return space;
  }

  /** How distance is measured. */
  public Norm norm() {
    return norm;
  }

  /** Questions left. */
  public int left() {
    return limit - asked;
  }

  /** Questions asked so far, by all attacks. */
  public int asked() {
    return asked;
  }

  /** Whether the own point is decided favourably. */
  public boolean decision() {
    return decision;
  }

  /**
   * Whether each of these points, brought into the space, is decided otherwise than the own one.
   *
   * @throws RuntimeException when the budget does not reach for all of them; those it reaches for
   *     are asked, and remembered, first
   */
  public boolean[] fooled(List<double[]> points) {
    double[] confidence = confidence(points);
    boolean[] fooled = new boolean[confidence.length];
    for (int i = 0; i < fooled.length; i++) {
      fooled[i] = isFooled(confidence[i]);
    }
    return fooled;
  }

  /** Whether this one point, brought into the space, is decided otherwise than the own one. */
  public boolean fooled(double[] point) {
    return fooled(List.of(point))[0];
  }

  /**
   * How sure the model is of the own decision at each of these points, brought into the space: the
   * distance of the score from the threshold, negative where the decision is the other.
   *
   * @throws RuntimeException when the budget does not reach for all of them; those it reaches for
   *     are asked, and remembered, first
   */
  public double[] confidence(List<double[]> points) {
    List<double[]> within = new ArrayList<>();
    for (double[] point : points.subList(0, Math.min(points.size(), Math.max(0, left())))) {
      within.add(space.project(own, point));
    }
    double[] confidence = within.isEmpty() ? new double[0] : ask(within);
    if (within.size() < points.size()) {
      throw new BudgetSpent();
    }
    return confidence;
  }

  private double[] ask(List<double[]> points) {
    asked += points.size();
    double[] scores = oracle.scores(points);
    double[] confidence = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      confidence[i] = decision ? scores[i] - threshold : threshold - scores[i];
      if (isFooled(confidence[i])) {
        remember(points.get(i));
      }
    }
    return confidence;
  }

  /** At the threshold the decision is favourable: still the own one only where it was that. */
  private boolean isFooled(double confidence) {
    return decision ? confidence < 0 : confidence <= 0;
  }

  private void remember(double[] point) {
    double distance = space.distance(own, point, norm);
    if (distance < nearestDistance) {
      nearestDistance = distance;
      nearest = point.clone();
      nearestBy = attacker;
    }
  }

  /** The nearest point found so far that turned the decision; null while there is none. */
  public double @Nullable [] nearest() {
    return nearest == null ? null : nearest.clone();
  }

  /** Its distance; infinite while there is none. */
  public double nearestDistance() {
    return nearestDistance;
  }

  /** Which attack found it; null while there is none. */
  public @Nullable String nearestBy() {
    return nearestBy;
  }
}
