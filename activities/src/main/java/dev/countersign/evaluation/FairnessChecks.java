package dev.countersign.evaluation;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a model says about groups: decisions and scores of every group against its
 * reference, metric by metric, then the rates of every group, then numbers or classes of every
 * group against its reference. What is neither of the usual metrics nor held to a bar is left to
 * the report.
 *
 * @param intersections how far a failed check of an intersection's group reaches
 */
record FairnessChecks(Bars bars, Reach intersections) {

  /** How far a failed check of an intersection's group reaches. */
  enum Reach {
    /** They are not looked at. */
    OFF,
    /** They warn at most. */
    WARN,
    /** They count as any group. */
    BLOCK;

    static Reach of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** What groups are compared in: one metric, or several that go together. */
  @FunctionalInterface
  private interface Contrasts {
    List<Contrast> between(Scored group, Scored reference);
  }

  /**
   * All checks, in the order a person should read them.
   *
   * @param turned by attribute, the same groups with their boundaries on the other side
   */
  List<Check> of(List<ScoredGroups> attributes, Map<String, ScoredGroups> turned) {
    List<ScoredGroups> looked =
        attributes.stream().filter(a -> intersections != Reach.OFF || !a.isIntersection()).toList();
    List<Check> checks = new ArrayList<>();
    for (Comparison metric : Comparison.all()) {
      if (metric.always() || bars.of(metric.id()) != null) {
        Contrasts one = (group, reference) -> List.of(metric.contrast(group, reference));
        looked.forEach(a -> checks.addAll(compare(one, a, turned.get(a.attribute()))));
      }
    }
    for (GroupRate rate : GroupRate.values()) {
      if (rate.always || bars.of(rate.id) != null) {
        looked.forEach(attribute -> checks.addAll(rates(rate, attribute)));
      }
    }
    looked.forEach(
        a -> checks.addAll(compare(OutcomeFigures::contrasts, a, turned.get(a.attribute()))));
    return checks;
  }

  private List<Check> compare(
      Contrasts contrasts, ScoredGroups attribute, @Nullable ScoredGroups turned) {
    List<Check> checks = new ArrayList<>();
    Scored reference = attribute.ofReference();
    if (attribute.groups().size() < 2) {
      for (Contrast contrast : contrasts.between(reference, reference)) {
        checks.add(nobodyElse(contrast, attribute));
      }
    }
    for (int group = 1; group < attribute.groups().size(); group++) {
      String name = attribute.groups().get(group);
      Map<String, Double> otherwise = turned == null ? Map.of() : values(contrasts, turned, name);
      for (Contrast contrast : contrasts.between(attribute.scored().get(group), reference)) {
        Figure figure = figure(contrast, attribute, group);
        if (turned != null) {
          figure.alternative(
              OtherBoundary.words(turned.reference()), otherwise.get(contrast.metric()));
        }
        checks.add(figure.judgedBy(bar(contrast.metric(), attribute)));
      }
    }
    return checks;
  }

  private Check nobodyElse(Contrast contrast, ScoredGroups attribute) {
    return Figure.of(contrast.metric())
        .on(attribute.attribute())
        .group("any other", attribute.reference())
        .ratesOf(contrast.of())
        .convention(contrast.convention())
        .note("No row is in any group but the reference: there is nothing to compare.")
        .judgedBy(bar(contrast.metric(), attribute));
  }

  private static Figure figure(Contrast contrast, ScoredGroups attribute, int group) {
    Figure figure =
        contrast.figure(
            attribute.attribute(), attribute.groups().get(group), attribute.reference());
    if (contrast.measure().missing() != null) {
      return figure;
    }
    OtherConventions.add(figure, attribute, group);
    if (attribute.ungrouped() > 0) {
      figure.note(attribute.ungrouped() + " rows are in no group and are left out.");
    }
    return figure;
  }

  /** By metric, what a band comes to with its boundary on the other side; where it has a value. */
  private static Map<String, Double> values(
      Contrasts contrasts, ScoredGroups turned, String group) {
    int same = turned.groups().indexOf(OtherBoundary.turned(group));
    Map<String, Double> values = new HashMap<>();
    if (same > 0) {
      for (Contrast contrast : contrasts.between(turned.scored().get(same), turned.ofReference())) {
        Double value = contrast.measure().value();
        if (value != null) {
          values.put(contrast.metric(), value);
        }
      }
    }
    return values;
  }

  private List<Check> rates(GroupRate rate, ScoredGroups attribute) {
    List<Check> checks = new ArrayList<>();
    for (int group = 0; group < attribute.groups().size(); group++) {
      Proportion share = rate.of(attribute.scored().get(group).confusion());
      Figure figure =
          Figure.of(rate.id)
              .on(attribute.attribute())
              .group(attribute.groups().get(group), null)
              .ratesOf("decisions")
              .rows(share.trials())
              .convention(rate.convention);
      if (share.isEmpty()) {
        figure.note("The group has no such row.");
      } else {
        figure.value(share.rate()).interval(share.wilson(Measure.CONFIDENCE));
      }
      checks.add(figure.judgedBy(bar(rate.id, attribute)));
    }
    return checks;
  }

  private @Nullable CheckBar bar(String check, ScoredGroups attribute) {
    CheckBar bar = bars.of(check);
    return attribute.isIntersection() && intersections != Reach.BLOCK ? Bars.warning(bar) : bar;
  }
}
