package dev.countersign.evaluation;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a model says about groups: every group against its reference, metric by metric,
 * then the rates of every group. What is neither of the usual metrics nor held to a bar is left to
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
        looked.forEach(a -> checks.addAll(compare(metric, a, turned.get(a.attribute()))));
      }
    }
    for (GroupRate rate : GroupRate.values()) {
      if (rate.always || bars.of(rate.id) != null) {
        looked.forEach(attribute -> checks.addAll(rates(rate, attribute)));
      }
    }
    return checks;
  }

  private List<Check> compare(
      Comparison metric, ScoredGroups attribute, @Nullable ScoredGroups turned) {
    CheckBar bar = bar(metric.id(), attribute);
    if (attribute.groups().size() < 2) {
      return List.of(
          Figure.of(metric.id())
              .on(attribute.attribute())
              .group("any other", attribute.reference())
              .ratesOf(metric.of())
              .convention(metric.convention())
              .note("No row is in any group but the reference: there is nothing to compare.")
              .judgedBy(bar));
    }
    List<Check> checks = new ArrayList<>();
    for (int group = 1; group < attribute.groups().size(); group++) {
      Figure figure = compare(metric, attribute, group);
      if (turned != null) {
        addOtherBoundary(figure, metric, attribute.groups().get(group), turned);
      }
      checks.add(figure.judgedBy(bar));
    }
    return checks;
  }

  private static Figure compare(Comparison metric, ScoredGroups attribute, int group) {
    Contrast contrast = metric.contrast(attribute.scored().get(group), attribute.ofReference());
    Figure figure =
        contrast.figure(
            attribute.attribute(), attribute.groups().get(group), attribute.reference());
    if (contrast.measure().missing() != null) {
      return figure;
    }
    if (metric instanceof Fairness decisions) {
      OtherConventions.add(figure, decisions, attribute, group);
    }
    if (attribute.ungrouped() > 0) {
      figure.note(attribute.ungrouped() + " rows are in no group and are left out.");
    }
    return figure;
  }

  private static void addOtherBoundary(
      Figure figure, Comparison metric, String group, ScoredGroups turned) {
    int same = turned.groups().indexOf(OtherBoundary.turned(group));
    if (same > 0) {
      figure.alternative(
          OtherBoundary.words(turned.reference()),
          metric.of(turned.scored().get(same), turned.ofReference()).value());
    }
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
