package dev.countersign.audit;

import dev.countersign.gate.Check;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.page.Shown;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.Ratio;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a partition's groups come to, on the rows that are judged with the other rows
 * alongside.
 *
 * @param judged the rows that decide
 * @param aside the rows that don't, and what they are called; null without a split
 * @param boundary the same groups cut on the other side of their boundary, where that is possible
 * @param task what the labels are
 */
record LabelFigures(
    Partition judged, @Nullable Aside aside, Optional<OtherCut> boundary, Task task) {
  private static final double CONFIDENCE = 0.95;
  private static final String LABELS = "labels";

  /** Rows shown beside those that decide. */
  record Aside(String rows, Partition partition) {}

  Figure disparateImpact(String group) {
    Proportion own = judged.labelsOf(group);
    Proportion reference = judged.labelsOf(judged.reference());
    Figure figure =
        compared("disparate-impact", group)
            .convention("P(favourable | group) / P(favourable | reference)")
            .value(ratio(own, reference))
            .interval(ratioInterval(own, reference))
            .chanceOutside(bounds -> ChanceOutside.ofRatio(bounds, own, reference));
    if (aside != null) {
      Proportion other = aside.partition().labelsOf(group);
      Proportion otherReference = aside.partition().labelsOf(judged.reference());
      figure.alongside(
          new Check.Alongside(
              aside.rows(),
              ratio(other, otherReference),
              ratioInterval(other, otherReference),
              other.trials()));
    }
    String most = mostFavoured();
    if (!most.equals(judged.reference()) && !most.equals(group)) {
      Proportion best = judged.labelsOf(most);
      figure.alternative(
          "Against the most favoured group, " + most, ratio(own, best), ratioInterval(own, best));
    }
    figure.alternative(
        "For the unfavourable label, group over reference",
        ratio(own.complement(), reference.complement()),
        ratioInterval(own.complement(), reference.complement()));
    boundary.ifPresent(other -> figure.alternative(other.words(), orNull(other, group)));
    if (!judged.isIntersection() && OtherBoundary.hasTwoEnds(judged.attributes().getFirst())) {
      figure.note(OtherBoundary.NOT_TURNED);
    }
    return figure;
  }

  /**
   * The group with the highest rate of those whose rate is above the reference's beyond chance: a
   * group of a few rows is often at 1, which says nothing. The reference where there is none.
   */
  private String mostFavoured() {
    String most = judged.reference();
    for (String group : judged.compared()) {
      Proportion own = judged.labelsOf(group);
      Interval above = differenceInterval(own, judged.labelsOf(judged.reference()));
      if (above != null && above.low() > 0 && own.rate() > judged.labelsOf(most).rate()) {
        most = group;
      }
    }
    return most;
  }

  private static @Nullable Double orNull(OtherCut other, String group) {
    return other.ratio(group).isPresent() ? (Double) other.ratio(group).getAsDouble() : null;
  }

  Figure statisticalParityDifference(String group) {
    Proportion own = judged.labelsOf(group);
    Proportion reference = judged.labelsOf(judged.reference());
    Figure figure =
        compared("statistical-parity-difference", group)
            .convention("P(favourable | group) − P(favourable | reference)")
            .value(difference(own, reference))
            .interval(differenceInterval(own, reference))
            .chanceOutside(bounds -> ChanceOutside.ofDifference(bounds, own, reference));
    if (aside != null) {
      Proportion other = aside.partition().labelsOf(group);
      Proportion otherReference = aside.partition().labelsOf(judged.reference());
      figure.alongside(
          new Check.Alongside(
              aside.rows(),
              difference(other, otherReference),
              differenceInterval(other, otherReference),
              other.trials()));
    }
    return figure;
  }

  Figure classImbalance(String group) {
    Proportion frequent = judged.frequentOf(group);
    Figure figure =
        Figure.of("class-imbalance")
            .on(judged.attribute())
            .group(group, null)
            .ratesOf(LABELS)
            .rows(frequent.trials())
            .convention(frequentInWords())
            .value(rate(frequent))
            .interval(wilson(frequent));
    if (aside != null) {
      Proportion other = aside.partition().frequentOf(group);
      figure.alongside(
          new Check.Alongside(aside.rows(), rate(other), wilson(other), other.trials()));
    }
    return empty(figure, frequent);
  }

  private String frequentInWords() {
    return switch (task) {
      case CLASSIFICATION -> "share of the more frequent label in the group";
      case MULTI_CLASS -> "share of the most frequent label in the group";
      case REGRESSION ->
          "share of the group in or out of the favourable range, whichever is larger";
    };
  }

  Figure representation(String group) {
    Proportion share = share(judged, group);
    Figure figure =
        Figure.of("representation")
            .on(judged.attribute())
            .group(group, null)
            .rows(judged.labelsOf(group).trials())
            .convention("rows of the group / rows of all groups")
            .value(rate(share))
            .interval(wilson(share));
    if (aside != null) {
      Proportion other = share(aside.partition(), group);
      figure.alongside(new Check.Alongside(aside.rows(), rate(other), wilson(other), other.hits()));
    }
    if (judged.unnamed() > 0) {
      figure.note(
          "Of "
              + Shown.of(judged.labels().size() + judged.unnamed())
              + " combinations "
              + Shown.of(judged.unnamed())
              + " have no rows and are not named: there are more than "
              + KnownGroups.MOST_NAMED
              + ".");
    }
    return empty(figure, judged.labelsOf(group));
  }

  private Figure compared(String check, String group) {
    Proportion own = judged.labelsOf(group);
    Proportion reference = judged.labelsOf(judged.reference());
    Figure figure =
        Figure.of(check)
            .on(judged.attribute())
            .group(group, judged.reference())
            .ratesOf(LABELS)
            .rows(own.trials());
    if (judged.ungrouped() > 0) {
      figure.note(Shown.of(judged.ungrouped()) + " rows are in no group and are left out.");
    }
    if (reference.isEmpty()) {
      figure.note("No row is in the reference group: nothing to compare with.");
    }
    return empty(figure, own);
  }

  private static Figure empty(Figure figure, Proportion own) {
    return own.isEmpty() ? figure.note("No row is in this group.") : figure;
  }

  private static Proportion share(Partition partition, String group) {
    return new Proportion(partition.labelsOf(group).trials(), partition.rows());
  }

  private static @Nullable Double rate(Proportion proportion) {
    return proportion.isEmpty() ? null : (Double) proportion.rate();
  }

  private static @Nullable Interval wilson(Proportion proportion) {
    return proportion.isEmpty() ? null : proportion.wilson(CONFIDENCE);
  }

  static @Nullable Double ratio(Proportion own, Proportion reference) {
    var ratio = Ratio.of(own, reference);
    return ratio.isPresent() ? (Double) ratio.getAsDouble() : null;
  }

  static @Nullable Interval ratioInterval(Proportion own, Proportion reference) {
    return Ratio.of(own, reference).isPresent() ? Ratio.katz(own, reference, CONFIDENCE) : null;
  }

  private static @Nullable Double difference(Proportion own, Proportion reference) {
    return own.isEmpty() || reference.isEmpty() ? null : (Double) Difference.of(own, reference);
  }

  private static @Nullable Interval differenceInterval(Proportion own, Proportion reference) {
    return own.isEmpty() || reference.isEmpty()
        ? null
        : Difference.newcombe(own, reference, CONFIDENCE);
  }
}
