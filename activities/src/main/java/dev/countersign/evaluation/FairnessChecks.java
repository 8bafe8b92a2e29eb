package dev.countersign.evaluation;

import dev.countersign.decision.Grouping;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares the decisions about groups: every group against its reference, metric by metric, then
 * the rates of every group.
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

  /** One attribute's groups with their counts. */
  record Counted(Grouping grouping, Confusion[] counts) {}

  /** All checks, in the order a person should read them. */
  List<Check> of(List<Counted> attributes) {
    List<Counted> looked =
        attributes.stream()
            .filter(a -> intersections != Reach.OFF || !a.grouping().isIntersection())
            .toList();
    List<Check> checks = new ArrayList<>();
    for (Fairness metric : Fairness.values()) {
      looked.forEach(attribute -> checks.addAll(compare(metric, attribute)));
    }
    for (GroupRate rate : GroupRate.values()) {
      looked.forEach(attribute -> checks.addAll(rates(rate, attribute)));
    }
    return checks;
  }

  private List<Check> compare(Fairness metric, Counted attribute) {
    Grouping grouping = attribute.grouping();
    CheckBar bar = bar(metric.id, grouping);
    if (grouping.groups().size() < 2) {
      return List.of(
          Figure.of(metric.id)
              .on(grouping.attribute())
              .group("any other", grouping.reference())
              .ratesOf("decisions")
              .convention(metric.convention)
              .note("No row is in any group but the reference: there is nothing to compare.")
              .judgedBy(bar));
    }
    List<Check> checks = new ArrayList<>();
    for (int group = 1; group < grouping.groups().size(); group++) {
      checks.add(compare(metric, attribute, group).judgedBy(bar));
    }
    return checks;
  }

  private static Figure compare(Fairness metric, Counted attribute, int group) {
    Grouping grouping = attribute.grouping();
    Confusion own = attribute.counts()[group];
    Confusion reference = attribute.counts()[0];
    Measure measure = metric.of(own, reference);
    Figure figure =
        Figure.of(metric.id)
            .on(grouping.attribute())
            .group(grouping.groups().get(group), grouping.reference())
            .ratesOf("decisions")
            .value(measure.value())
            .interval(measure.interval())
            .rows(own.n())
            .convention(metric.convention)
            .chanceOutside(bounds -> metric.chanceOutside(bounds, own, reference));
    if (measure.missing() != null) {
      return figure.note(measure.missing());
    }
    addAlternatives(figure, metric, attribute, group);
    if (grouping.ungrouped() > 0) {
      figure.note(grouping.ungrouped() + " rows are in no group and are left out.");
    }
    return figure;
  }

  /** What other conventions in common use would have said. */
  private static void addAlternatives(
      Figure figure, Fairness metric, Counted attribute, int group) {
    Confusion own = attribute.counts()[group];
    Confusion reference = attribute.counts()[0];
    switch (metric) {
      case DISPARATE_IMPACT -> {
        int most = mostFavoured(attribute.counts());
        if (most != 0 && most != group) {
          Measure other = metric.of(own, attribute.counts()[most]);
          String name = attribute.grouping().groups().get(most);
          figure.alternative("Against the most favoured group, " + name, other.value());
        }
        figure.alternative(
            "For the unfavourable decision, group over reference",
            ratio(own.selection().complement(), reference.selection().complement()));
      }
      case AVERAGE_ODDS_DIFFERENCE ->
          figure.alternative(
              "Absolute, so that opposite errors don't cancel", absoluteOdds(own, reference));
      case EQUALIZED_ODDS_DIFFERENCE ->
          figure.alternative("As the mean of the two", absoluteOdds(own, reference));
      case STATISTICAL_PARITY_DIFFERENCE, EQUAL_OPPORTUNITY_DIFFERENCE -> {}
    }
  }

  private static int mostFavoured(Confusion[] counts) {
    int most = 0;
    for (int group = 1; group < counts.length; group++) {
      Proportion own = counts[group].selection();
      Proportion best = counts[most].selection();
      most = !own.isEmpty() && (best.isEmpty() || own.rate() > best.rate()) ? group : most;
    }
    return most;
  }

  private static @Nullable Double ratio(Proportion own, Proportion reference) {
    return own.isEmpty() || reference.isEmpty() || reference.hits() == 0
        ? null
        : (Double) (own.rate() / reference.rate());
  }

  /** (|ΔTPR| + |ΔFPR|) / 2, where every denominator has rows. */
  private static double absoluteOdds(Confusion own, Confusion reference) {
    double right = own.truePositiveRate().rate() - reference.truePositiveRate().rate();
    double wrong = own.falsePositiveRate().rate() - reference.falsePositiveRate().rate();
    return (Math.abs(right) + Math.abs(wrong)) / 2;
  }

  private List<Check> rates(GroupRate rate, Counted attribute) {
    Grouping grouping = attribute.grouping();
    List<Check> checks = new ArrayList<>();
    for (int group = 0; group < grouping.groups().size(); group++) {
      Proportion share = rate.of(attribute.counts()[group]);
      Figure figure =
          Figure.of(rate.id)
              .on(grouping.attribute())
              .group(grouping.groups().get(group), null)
              .ratesOf("decisions")
              .rows(share.trials())
              .convention(rate.convention);
      if (share.isEmpty()) {
        figure.note("The group has no such row.");
      } else {
        figure.value(share.rate()).interval(share.wilson(Measure.CONFIDENCE));
      }
      checks.add(figure.judgedBy(bar(rate.id, grouping)));
    }
    return checks;
  }

  private @Nullable CheckBar bar(String check, Grouping grouping) {
    CheckBar bar = bars.of(check);
    return grouping.isIntersection() && intersections != Reach.BLOCK ? Bars.warning(bar) : bar;
  }
}
