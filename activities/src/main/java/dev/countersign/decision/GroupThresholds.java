package dev.countersign.decision;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.manifest.MitigationSpec.Objective;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A threshold per group, fitted on the calibration rows and never on those that judge (after Hardt,
 * Price and Srebro 2016, without their randomisation: the same person always gets the same answer).
 *
 * @param attributes the attributes whose groups, taken together, have thresholds
 * @param goal what they are fitted for
 * @param chosen the setting in use
 * @param before what {@code otherwise} for every group comes to
 * @param frontier settings that nothing else beats in both evenness and the objective, the most
 *     even first
 * @param otherwise threshold of rows in no group, and in groups of which the calibration rows have
 *     none or too few
 * @param unfitted groups of which they have too few ({@link ThresholdGoal#isEnough}): left out of
 *     the disparities unless all are; by name
 */
public record GroupThresholds(
    List<ProtectedAttribute> attributes,
    ThresholdGoal goal,
    Setting chosen,
    Setting before,
    List<Setting> frontier,
    double otherwise,
    List<String> unfitted) {

  public GroupThresholds {
    unfitted = List.copyOf(unfitted);
    attributes = List.copyOf(attributes);
    frontier = List.copyOf(frontier);
  }

  /**
   * Thresholds and what they come to on the calibration rows.
   *
   * @param thresholds by group; empty when fewer than two groups have rows enough to fit any
   * @param disparity largest difference between groups of what the constraint evens out, in [0, 1]
   * @param accuracy share of rows decided as labelled
   * @param balancedAccuracy mean of the true positive and true negative rates
   */
  public record Setting(
      Map<String, Double> thresholds, double disparity, double accuracy, double balancedAccuracy) {
    public Setting {
      thresholds = Map.copyOf(thresholds);
    }

    /** The figure an objective keeps high. */
    public double kept(Objective objective) {
      return switch (objective) {
        case ACCURACY -> accuracy;
        case BALANCED_ACCURACY -> balancedAccuracy;
      };
    }
  }

  /**
   * Fits the thresholds a manifest asks for; empty when it asks for none.
   *
   * @param otherwise the threshold where there is no group
   */
  public static Optional<GroupThresholds> fit(
      ReleaseManifest manifest, Dataset data, Scorer model, double otherwise) {
    MitigationSpec spec = manifest.mitigation();
    if (spec == null || !ThresholdGoal.isByThresholds(spec.method())) {
      return Optional.empty();
    }
    List<ProtectedAttribute> attributes = Groups.named(manifest, spec.allAttributes());
    double[] scores = model.favourable(data.frame(RowSet.CALIBRATION, model.features()));
    return Optional.of(
        fit(
            attributes,
            ThresholdGoal.of(spec),
            scores,
            data.favourable(RowSet.CALIBRATION),
            Groups.of(data, RowSet.CALIBRATION, attributes),
            otherwise));
  }

  static GroupThresholds fit(
      List<ProtectedAttribute> attributes,
      Constraint constraint,
      double[] scores,
      boolean[] favourable,
      List<@Nullable String> groups,
      double otherwise) {
    return fit(attributes, ThresholdGoal.of(constraint), scores, favourable, groups, otherwise);
  }

  /**
   * Fits thresholds to scores: of the frontier, the setting with the highest objective among those
   * within the tolerance; the most even where none is.
   *
   * @param scores per calibration row the probability of the favourable class
   * @param favourable per row whether its label is the favourable one
   * @param groups per row its group, or null
   */
  public static GroupThresholds fit(
      List<ProtectedAttribute> attributes,
      ThresholdGoal goal,
      double[] scores,
      boolean[] favourable,
      List<@Nullable String> groups,
      double otherwise) {
    ThresholdSearch search = new ThresholdSearch(goal, scores, favourable, groups, otherwise);
    List<Setting> frontier = search.frontier();
    Setting chosen =
        frontier.stream()
            .filter(setting -> setting.disparity() <= goal.tolerance())
            .max(Comparator.comparingDouble(setting -> setting.kept(goal.objective())))
            .orElseGet(frontier::getFirst);
    return new GroupThresholds(
        attributes, goal, chosen, search.common(otherwise), frontier, otherwise, search.unfitted());
  }

  /**
   * Per row the score at or above which it is decided favourably.
   *
   * @param groups of an attribute, per row; null where it is missing
   */
  public double[] perRow(Function<ProtectedAttribute, List<@Nullable String>> groups) {
    List<@Nullable String> names = Groups.of(attributes, groups);
    double[] thresholds = new double[names.size()];
    Arrays.setAll(thresholds, row -> of(names.get(row)));
    return thresholds;
  }

  /** The threshold of a group; of none, and of one without its own, {@code otherwise}. */
  public double of(@Nullable String group) {
    return group == null ? otherwise : chosen.thresholds().getOrDefault(group, otherwise);
  }

  /** How rows of a group, or of none, are decided, in words. */
  public String words(@Nullable String group) {
    return group != null && chosen.thresholds().containsKey(group)
        ? String.format(Locale.ROOT, "at or above %.4f, the threshold of %s", of(group), group)
        : "at or above %s, the threshold of rows in no group that has its own".formatted(otherwise);
  }

  /** The columns that say which group a row is in. */
  public List<String> columns() {
    return attributes.stream().map(ProtectedAttribute::column).distinct().toList();
  }

  /** The attributes' name. */
  public String name() {
    return Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList());
  }

  /** The thresholds in words, for example {@code by sex: 0.41 for f, 0.52 for m}. */
  public String words() {
    StringBuilder words =
        new StringBuilder("favourable at or above a threshold by ")
            .append(name())
            .append(", fitted on the calibration rows: ");
    chosen.thresholds().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            group ->
                words.append(
                    String.format(Locale.ROOT, "%.4f for %s, ", group.getValue(), group.getKey())));
    words.append("otherwise ").append(otherwise);
    if (!unfitted.isEmpty()) {
      words.append(", as for ").append(unfittedInWords());
    }
    return words.toString();
  }

  /** The groups that keep the common threshold, and why. */
  String unfittedInWords() {
    return String.join(", ", unfitted) + " (" + goal.tooFew() + ")";
  }
}
