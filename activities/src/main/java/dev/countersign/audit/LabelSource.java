package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.LabelCount;
import dev.countersign.data.Dataset.TimeOrder;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.page.Shown;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where labels come from: who was never labelled, and whether training lies before evaluation. */
record LabelSource(Dataset data, DataSpec spec, KnownGroups known) {
  private static final Proportion NOBODY = Partition.NOBODY;

  /** By group the share of rows without a label, compared with the reference's. */
  List<Figure> unlabelled() {
    List<Figure> figures = new ArrayList<>();
    if (data.unlabelled() > 0) {
      spec.protectedAttributes().forEach(attribute -> figures.addAll(unlabelled(attribute)));
    }
    return figures;
  }

  private List<Figure> unlabelled(ProtectedAttribute attribute) {
    Map<String, Proportion> shares = new HashMap<>();
    for (LabelCount count : known.countsOf(attribute)) {
      if (count.group() != null) {
        shares.put(count.group(), new Proportion(count.unlabelled(), count.rows()));
      }
    }
    Proportion reference = shares.getOrDefault(attribute.reference(), NOBODY);
    return known.groups(attribute).stream()
        .filter(group -> !group.equals(attribute.reference()))
        .map(group -> unlabelled(attribute, group, shares.getOrDefault(group, NOBODY), reference))
        .toList();
  }

  private Figure unlabelled(
      ProtectedAttribute attribute, String group, Proportion share, Proportion reference) {
    Figure figure =
        Figure.of("unlabelled-difference")
            .on(attribute.attribute())
            .group(group, attribute.reference())
            .rows(share.trials())
            .convention("P(no label | group) − P(no label | reference)");
    if (share.isEmpty() || reference.isEmpty()) {
      return figure.note(
          "No row is in this group or none in the reference group: nothing to compare.");
    }
    return figure
        .value(Difference.of(share, reference))
        .interval(Difference.newcombe(share, reference, 0.95))
        .chanceOutside(bounds -> ChanceOutside.ofDifference(bounds, share, reference))
        .note(
            Shown.of(share.hits())
                + " of "
                + Shown.of(share.trials())
                + " were never labelled, "
                + Shown.of(reference.hits())
                + " of "
                + Shown.of(reference.trials())
                + " of the reference. "
                + provenance());
  }

  private String provenance() {
    return switch (spec.label().provenance()) {
      case OUTCOME ->
          "What became of people is often known of those only who were once decided for: rates of"
              + " the labelled don't speak of the others.";
      case HUMAN_DECISION ->
          "Labels are people's decisions: where they were not made, nothing shows how they would"
              + " have been.";
      case PROXY -> "Labels stand in for what is meant; for those without, not even that is known.";
    };
  }

  /** How many training rows are not before the first evaluation row. */
  Figure timeOrder(String column) {
    Figure figure =
        Figure.of("time-order")
            .on(column)
            .convention("training rows at or after the first evaluation row / training rows");
    if (!data.isSplit()) {
      return figure.note("There is no split, so nothing has to lie before anything.");
    }
    TimeOrder order = data.timeOrder(column);
    Proportion late = new Proportion(order.late(), order.rows());
    figure
        .value(late.rate())
        .rows(order.rows())
        .note("The first evaluation row is of " + order.firstEvaluation() + ".");
    return order.late() == 0
        ? figure
        : figure.note(
            "A model that learns from what comes later looks better than it will be: split by time,"
                + " data.split: {time: "
                + column
                + ", evaluation: …}.");
  }
}
