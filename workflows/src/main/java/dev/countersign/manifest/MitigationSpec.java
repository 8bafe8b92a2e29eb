package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    @Doc("What thresholds by group or the reject option even out; default equalized-odds.")
        @Nullable Constraint constraint,
    @Doc("What they keep as high as they can beside that; default accuracy.")
        @Nullable Objective objective,
    @Doc("How far apart groups may stay on the calibration rows, in [0, 1]; default 0.02.")
        @Range(min = 0, max = 1)
        @Nullable Double tolerance,
    @Doc(
            "Of feature replacement: a feature, and the column that stands in its place, for"
                + " example {postcode: region}.")
        @AtLeastOne
        @Nullable Map<String, String> replace,
    @Doc("What was done upstream, in words.") @Nullable String description) {

  /** Of up to so many attributes the data audit takes any number together; of more, two. */
  private static final int EVERY_COMBINATION = 4;

  public MitigationSpec {
    attributes = attributes == null ? null : List.copyOf(attributes);
    replace = replace == null ? null : Map.copyOf(replace);
  }

  /** A method and the attributes it works on, everything else as by default. */
  public static MitigationSpec of(Method method, String... attributes) {
    return new MitigationSpec(
        method, null, List.of(attributes), null, null, null, null, null, null);
  }

  /** What was done before the model came here, in words. */
  public static MitigationSpec upstream(String description) {
    return new MitigationSpec(
        Method.UPSTREAM, null, null, null, null, null, null, null, description);
  }

  /** The attributes it works on, possibly none. */
  public List<String> allAttributes() {
    return attributes != null ? attributes : attribute != null ? List.of(attribute) : List.of();
  }

  /**
   * The attributes whose disparate impact in the labels it is there to answer: those it works on,
   * or, where it was done upstream, all of them; and several of these taken together, by the data
   * audit's name of their intersection, for example {@code race & sex}.
   *
   * @param protectedAttributes every protected attribute of the manifest
   */
  public List<String> answersFor(List<String> protectedAttributes) {
    return withIntersections(
        switch (method) {
          case NONE -> List.of();
          case REWEIGHING,
              DISPARATE_IMPACT_REMOVER,
              FEATURE_REPLACEMENT,
              THRESHOLD_OPTIMISATION,
              REJECT_OPTION ->
              allAttributes();
          case UPSTREAM -> List.copyOf(protectedAttributes);
        });
  }

  /** The attributes and then their intersections: of four or fewer every one, of more pairs. */
  private static List<String> withIntersections(List<String> attributes) {
    List<String> sorted = attributes.stream().sorted().toList();
    int largest = sorted.size() <= EVERY_COMBINATION ? sorted.size() : 2;
    List<String> names = new ArrayList<>(attributes);
    List<List<String>> combined = sorted.stream().map(List::of).toList();
    for (int size = 2; size <= largest; size++) {
      combined =
          combined.stream()
              .flatMap(
                  some ->
                      sorted.stream()
                          .skip(sorted.indexOf(some.getLast()) + 1L)
                          .map(next -> Stream.concat(some.stream(), Stream.of(next)).toList()))
              .toList();
      combined.forEach(some -> names.add(String.join(" & ", some)));
    }
    return List.copyOf(names);
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
    @Doc(
        "Scores near the threshold are decided for groups that fare worse and against those that"
            + " fare better, the margin fitted on calibration rows (Kamiran et al. 2012). Needs"
            + " use: decision.")
    REJECT_OPTION,
    @Doc("Features that stand in for a group give way to other columns, as replace says.")
    FEATURE_REPLACEMENT,
    @Doc("Done before the model came here; the evaluation gate decides.")
    UPSTREAM
  }

  /** What is kept high while groups are evened out. */
  public enum Objective {
    @Doc("The share of right decisions.")
    ACCURACY,
    @Doc("The mean of the true positive and true negative rates.")
    BALANCED_ACCURACY
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
