package dev.countersign.evaluation;

import dev.countersign.gates.Figure;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.Ratio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What other conventions in common use would have said of a comparison. */
final class OtherConventions {
  private OtherConventions() {}

  /** Adds them to the figure of one group, where its check has any; every denominator has rows. */
  static void add(Figure figure, ScoredGroups attribute, int group) {
    for (Fairness metric : Fairness.values()) {
      if (metric.id().equals(figure.check())) {
        add(figure, metric, attribute, group);
      }
    }
  }

  private static void add(Figure figure, Fairness metric, ScoredGroups attribute, int group) {
    Confusion own = attribute.scored().get(group).confusion();
    Confusion reference = attribute.ofReference().confusion();
    switch (metric) {
      case DISPARATE_IMPACT -> {
        addMostFavoured(figure, metric, attribute, group);
        figure.alternative(
            "For the unfavourable decision, group over reference",
            ratio(own.selection().complement(), reference.selection().complement()));
      }
      case AVERAGE_ODDS_DIFFERENCE ->
          figure.alternative(
              "Absolute, so that opposite errors don't cancel", absoluteOdds(own, reference));
      case EQUALIZED_ODDS_DIFFERENCE ->
          figure.alternative("As the mean of the two", absoluteOdds(own, reference));
      case STATISTICAL_PARITY_DIFFERENCE,
          EQUAL_OPPORTUNITY_DIFFERENCE,
          ERROR_RATE_RATIO,
          FALSE_POSITIVE_RATE_RATIO,
          FALSE_NEGATIVE_RATE_RATIO,
          FALSE_DISCOVERY_RATE_RATIO,
          FALSE_OMISSION_RATE_RATIO,
          ERROR_RATE_DIFFERENCE,
          PREDICTIVE_PARITY_DIFFERENCE -> {}
    }
  }

  private static void addMostFavoured(
      Figure figure, Fairness metric, ScoredGroups attribute, int group) {
    int most = mostFavoured(attribute.scored());
    if (most != 0 && most != group) {
      Measure other = metric.of(attribute.scored().get(group), attribute.scored().get(most));
      figure.alternative(
          "Against the most favoured group, " + attribute.groups().get(most), other.value());
    }
  }

  private static int mostFavoured(List<Scored> groups) {
    int most = 0;
    for (int group = 1; group < groups.size(); group++) {
      Proportion own = groups.get(group).confusion().selection();
      Proportion best = groups.get(most).confusion().selection();
      most = !own.isEmpty() && (best.isEmpty() || own.rate() > best.rate()) ? group : most;
    }
    return most;
  }

  private static @Nullable Double ratio(Proportion own, Proportion reference) {
    return Ratio.of(own, reference).isPresent()
        ? (Double) Ratio.of(own, reference).getAsDouble()
        : null;
  }

  /** (|ΔTPR| + |ΔFPR|) / 2, where every denominator has rows. */
  private static double absoluteOdds(Confusion own, Confusion reference) {
    double right = own.truePositiveRate().rate() - reference.truePositiveRate().rate();
    double wrong = own.falsePositiveRate().rate() - reference.falsePositiveRate().rate();
    return (Math.abs(right) + Math.abs(wrong)) / 2;
  }
}
