package dev.countersign.decision;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A threshold per group, fitted on the calibration rows and never on those that judge (after Hardt,
 * Price and Srebro 2016, without their randomisation: the same person always gets the same answer).
 *
 * @param attributes the attributes whose groups, taken together, have thresholds
 * @param constraint what was evened out
 * @param chosen the setting in use
 * @param frontier settings that nothing else beats in both evenness and accuracy, the most even
 *     first
 * @param otherwise threshold of rows in no group, and in groups the calibration rows lack
 */
public record GroupThresholds(
    List<ProtectedAttribute> attributes,
    Constraint constraint,
    Setting chosen,
    List<Setting> frontier,
    double otherwise) {

  /** A setting is even enough when rates differ by no more than this. */
  public static final double EVEN_ENOUGH = 0.02;

  public GroupThresholds {
    attributes = List.copyOf(attributes);
    frontier = List.copyOf(frontier);
  }

  /**
   * Thresholds and what they come to on the calibration rows.
   *
   * @param thresholds by group
   * @param disparity largest difference between groups of what the constraint evens out, in [0, 1]
   * @param accuracy share of rows decided as labelled
   */
  public record Setting(Map<String, Double> thresholds, double disparity, double accuracy) {
    public Setting {
      thresholds = Map.copyOf(thresholds);
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
    if (spec == null || spec.method() != Method.THRESHOLD_OPTIMISATION) {
      return Optional.empty();
    }
    List<ProtectedAttribute> attributes =
        manifest.data().protectedAttributes().stream()
            .filter(attribute -> spec.allAttributes().contains(attribute.attribute()))
            .sorted(Comparator.comparing(ProtectedAttribute::attribute))
            .toList();
    double[] scores = model.favourable(data.frame(RowSet.CALIBRATION, model.features()));
    return Optional.of(
        fit(
            attributes,
            Objects.requireNonNullElse(spec.constraint(), Constraint.DEMOGRAPHIC_PARITY),
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
    List<Setting> frontier = ThresholdSearch.frontier(constraint, scores, favourable, groups);
    Setting chosen =
        frontier.stream()
            .filter(setting -> setting.disparity() <= EVEN_ENOUGH)
            .max(Comparator.comparingDouble(Setting::accuracy))
            .orElseGet(frontier::getFirst);
    return new GroupThresholds(attributes, constraint, chosen, frontier, otherwise);
  }

  /** Per row the score at or above which it is decided favourably. */
  public double[] perRow(Dataset data, RowSet rows) {
    List<@Nullable String> groups = Groups.of(data, rows, attributes);
    double[] thresholds = new double[groups.size()];
    Arrays.fill(thresholds, otherwise);
    for (int row = 0; row < thresholds.length; row++) {
      Double own = chosen.thresholds().get(String.valueOf(groups.get(row)));
      if (groups.get(row) != null && own != null) {
        thresholds[row] = own;
      }
    }
    return thresholds;
  }

  /** The thresholds in words, for example {@code by sex: 0.41 for f, 0.52 for m}. */
  public String words() {
    StringBuilder words =
        new StringBuilder("favourable at or above a threshold by ")
            .append(
                Intersections.name(attributes.stream().map(ProtectedAttribute::attribute).toList()))
            .append(", fitted on the calibration rows: ");
    chosen.thresholds().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            group ->
                words.append(
                    String.format(Locale.ROOT, "%.4f for %s, ", group.getValue(), group.getKey())));
    return words.append("otherwise ").append(otherwise).toString();
  }
}
