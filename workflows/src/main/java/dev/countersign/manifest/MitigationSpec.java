package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done about disparate impact. */
public record MitigationSpec(
    @Doc("How disparate impact is mitigated.") Method method,
    @Doc("The protected attribute it works on.") @Nullable String attribute,
    @Doc("Several attributes at once: the groups of their intersection.") @AtLeastOne
        @Nullable List<String> attributes,
    @Doc("Of the disparate-impact remover: 0 repairs nothing, 1 all; default 1.")
        @Range(min = 0, max = 1)
        @Nullable Double repairLevel,
    @Doc("What threshold optimisation evens out; default equalized-odds.")
        @Nullable Constraint constraint,
    @Doc("What was done upstream, in words.") @Nullable String description) {

  public MitigationSpec {
    attributes = attributes == null ? null : List.copyOf(attributes);
  }

  /** The attributes it works on, possibly none. */
  public List<String> allAttributes() {
    return attributes != null ? attributes : attribute != null ? List.of(attribute) : List.of();
  }

  /**
   * The attributes whose disparate impact in the labels it is there to answer: those it works on,
   * or, where it was done upstream, all of them.
   *
   * @param protectedAttributes every protected attribute of the manifest
   */
  public List<String> answersFor(List<String> protectedAttributes) {
    return switch (method) {
      case NONE -> List.of();
      case REWEIGHING, DISPARATE_IMPACT_REMOVER, THRESHOLD_OPTIMISATION -> allAttributes();
      case UPSTREAM -> List.copyOf(protectedAttributes);
    };
  }

  /** How disparate impact is mitigated. */
  public enum Method {
    @Doc("Nothing is done.")
    NONE,
    @Doc("Training rows are weighted (Kamiran and Calders 2012). Needs use: training.")
    REWEIGHING,
    @Doc(
        "Features are repaired toward the groups' median distribution (Feldman et al. 2015). Needs"
            + " use: decision.")
    DISPARATE_IMPACT_REMOVER,
    @Doc(
        "A threshold per group, fitted on calibration rows (Hardt et al. 2016). Needs use:"
            + " decision.")
    THRESHOLD_OPTIMISATION,
    @Doc("Done before the model came here; the evaluation gate decides.")
    UPSTREAM
  }

  /** What group thresholds are to even out. */
  public enum Constraint {
    @Doc("Equal rates of favourable decisions.")
    DEMOGRAPHIC_PARITY,
    @Doc("Equal true positive rates.")
    EQUAL_OPPORTUNITY,
    @Doc("Equal true and false positive rates.")
    EQUALIZED_ODDS
  }
}
