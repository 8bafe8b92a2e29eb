package dev.countersign.adversarial;

import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model as an attack on one row may see it: asked about points, answering with a decision or a
 * confidence, counting every question. Whatever is asked is brought into the schema first, and the
 * nearest point that turned the decision is remembered here, so that an attack that runs out of
 * questions has still found what it found.
 */
public final class Target {
  private final Scorer model;
  private final FeatureSchema schema;
  private final Norm norm;
  private final Frame row;
  private final double[] own;
  private final double threshold;
  private final boolean decision;
  private int asked;
  private int limit;
  private double @Nullable [] nearest;
  private double nearestDistance = Double.POSITIVE_INFINITY;
  private @Nullable String nearestBy;
  private String attacker = "";

  /** The budget is spent: whoever runs the attack goes on with what the target remembers. */
  static final class BudgetSpent extends RuntimeException {
    BudgetSpent() {
      super("every question allowed has been asked", null, false, false);
    }
  }

  /**
   * @param row the row attacked, alone in its frame
   * @param threshold a score at or above it decides this row favourably
   */
  Target(Scorer model, FeatureSchema schema, Norm norm, Frame row, double threshold) {
    this.model = model;
    this.schema = schema;
    this.norm = norm;
    this.row = row;
    this.own = schema.encode(row)[0];
    this.threshold = threshold;
    this.decision = model.favourable(row)[0] >= threshold;
  }

  /** Allows {@code questions} more from here on, asked in the name of {@code attack}. */
  void allow(int questions, String attack) {
    this.limit = asked + questions;
    this.attacker = attack;
  }

  /** The row attacked, as a point. */
  public double[] own() {
    return own.clone();
  }

  /** What points can exist. */
  public FeatureSchema schema() {
    return schema;
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

  /** Whether the row as it stands is decided favourably. */
  public boolean decision() {
    return decision;
  }

  /**
   * Whether each of these points, brought into the schema, is decided otherwise than the row.
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

  /** Whether this one point, brought into the schema, is decided otherwise than the row. */
  public boolean fooled(double[] point) {
    return fooled(List.of(point))[0];
  }

  /**
   * How sure the model is of the row's own decision at each of these points, brought into the
   * schema: the distance of the score from the threshold, negative where the decision is the other.
   *
   * @throws RuntimeException when the budget does not reach for all of them; those it reaches for
   *     are asked, and remembered, first
   */
  public double[] confidence(List<double[]> points) {
    List<double[]> within = new ArrayList<>();
    for (double[] point : points.subList(0, Math.min(points.size(), Math.max(0, left())))) {
      within.add(schema.project(own, point));
    }
    double[] confidence = within.isEmpty() ? new double[0] : ask(within);
    if (within.size() < points.size()) {
      throw new BudgetSpent();
    }
    return confidence;
  }

  private double[] ask(List<double[]> points) {
    asked += points.size();
    double[] scores = model.favourable(schema.decode(row, own, points));
    double[] confidence = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      confidence[i] = decision ? scores[i] - threshold : threshold - scores[i];
      if (isFooled(confidence[i])) {
        remember(points.get(i));
      }
    }
    return confidence;
  }

  /** At the threshold the decision is favourable: still the row's own only where it was that. */
  private boolean isFooled(double confidence) {
    return decision ? confidence < 0 : confidence <= 0;
  }

  private void remember(double[] point) {
    double distance = schema.distance(own, point, norm);
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
  @Nullable String nearestBy() {
    return nearestBy;
  }

  /** The nearest point as a row of the model's columns; null while there is none. */
  @Nullable Frame nearestRow() {
    return nearest == null ? null : schema.decode(row, own, List.of(nearest));
  }
}
