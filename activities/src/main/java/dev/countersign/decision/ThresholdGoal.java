package dev.countersign.decision;

import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.MitigationSpec.Objective;
import java.util.Locale;
import java.util.Objects;

/**
 * What thresholds by group are fitted for.
 *
 * @param method how they are searched: {@code THRESHOLD_OPTIMISATION} or {@code REJECT_OPTION}
 * @param constraint what is evened out
 * @param objective what is kept high beside that
 * @param tolerance how far apart groups may stay, in [0, 1]
 */
public record ThresholdGoal(
    Method method, Constraint constraint, Objective objective, double tolerance) {
  /** How far apart groups may stay when nothing else is said. */
  public static final double TOLERANCE = 0.02;

  /**
   * A group with fewer calibration rows of a label that the constraint needs has no threshold of
   * its own. With {@value} rows one row moves a rate by .05, and Wilson's 95 % interval of a rate
   * of one half is .30 to .70: with fewer, a threshold would follow single people.
   */
  public static final int FEWEST = 20;

  public ThresholdGoal {
    if (!isByThresholds(method)) {
      throw new IllegalArgumentException(method + " fits no thresholds");
    }
  }

  /** Thresholds for a constraint, everything else as by default. */
  public static ThresholdGoal of(Constraint constraint) {
    return new ThresholdGoal(
        Method.THRESHOLD_OPTIMISATION, constraint, Objective.ACCURACY, TOLERANCE);
  }

  /** What a manifest asks for. */
  public static ThresholdGoal of(MitigationSpec spec) {
    return new ThresholdGoal(
        spec.method(),
        Objects.requireNonNullElse(spec.constraint(), Constraint.EQUALIZED_ODDS),
        Objects.requireNonNullElse(spec.objective(), Objective.ACCURACY),
        Objects.requireNonNullElse(spec.tolerance(), TOLERANCE));
  }

  /**
   * Whether a group has rows enough of every label whose rate the constraint evens out.
   *
   * @param favourable its calibration rows with the favourable label
   * @param unfavourable those with another
   */
  public boolean isEnough(long favourable, long unfavourable) {
    return switch (constraint) {
      case DEMOGRAPHIC_PARITY -> favourable + unfavourable >= FEWEST;
      case EQUAL_OPPORTUNITY -> favourable >= FEWEST;
      case EQUALIZED_ODDS -> favourable >= FEWEST && unfavourable >= FEWEST;
    };
  }

  /** What a group for which it is not enough has, in words. */
  public String tooFew() {
    return "fewer than "
        + FEWEST
        + " calibration rows"
        + switch (constraint) {
          case DEMOGRAPHIC_PARITY -> "";
          case EQUAL_OPPORTUNITY -> " with the favourable label";
          case EQUALIZED_ODDS -> " with the favourable label, or with another";
        };
  }

  /** Whether a method decides by thresholds that differ between groups. */
  public static boolean isByThresholds(Method method) {
    return method == Method.THRESHOLD_OPTIMISATION || method == Method.REJECT_OPTION;
  }

  /** What is evened out, in words. */
  String evened() {
    return switch (constraint) {
      case DEMOGRAPHIC_PARITY -> "rate of favourable decisions";
      case EQUAL_OPPORTUNITY -> "true positive rate";
      case EQUALIZED_ODDS -> "true or false positive rate";
    };
  }

  /** What is kept high, in words. */
  String kept() {
    return objective.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
