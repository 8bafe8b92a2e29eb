package dev.countersign.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done about disparate impact.
 *
 * @param method how
 * @param attribute the attribute it works on; {@code attributes} for several at once
 * @param attributes several attributes at once: their intersection's groups
 * @param repairLevel of the disparate-impact remover, in [0, 1]
 * @param constraint of threshold optimisation
 * @param description of what was done upstream
 */
public record MitigationSpec(
    Method method,
    @Nullable String attribute,
    @Nullable List<String> attributes,
    @Nullable Double repairLevel,
    @Nullable Constraint constraint,
    @Nullable String description) {

  public MitigationSpec {
    attributes = attributes == null ? null : List.copyOf(attributes);
  }

  /** The attributes it works on, possibly none. */
  public List<String> allAttributes() {
    return attributes != null ? attributes : attribute != null ? List.of(attribute) : List.of();
  }

  /** How disparate impact is mitigated. */
  public enum Method {
    NONE,
    /** Kamiran and Calders 2012: training rows are weighted. */
    REWEIGHING,
    /** Feldman et al. 2015: features are repaired toward the groups' median distribution. */
    DISPARATE_IMPACT_REMOVER,
    /** Hardt et al. 2016: a threshold per group, fitted on calibration rows. */
    THRESHOLD_OPTIMISATION,
    /** Done before the model came here; the evaluation gate decides. */
    UPSTREAM
  }

  /** What group thresholds are to even out. */
  public enum Constraint {
    DEMOGRAPHIC_PARITY,
    EQUAL_OPPORTUNITY,
    EQUALIZED_ODDS
  }
}
