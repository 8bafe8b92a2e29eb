package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.LabelCount;
import dev.countersign.data.Dataset.TimeOrder;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.page.Shown;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where labels come from: who was never labelled, and whether training lies before evaluation. */
record LabelSource(Dataset data, DataSpec spec) {

  /** By group the share of rows without a label, compared with the reference's. */
  List<Figure> unlabelled() {
    List<Figure> figures = new ArrayList<>();
    if (data.unlabelled() > 0) {
      spec.protectedAttributes().forEach(attribute -> figures.addAll(unlabelled(attribute)));
    }
    return figures;
  }

  private List<Figure> unlabelled(ProtectedAttribute attribute) {
    Map<String, Proportion> groups = new TreeMap<>();
    for (LabelCount count : data.labelled(attribute)) {
      if (count.group() != null) {
        groups.put(count.group(), new Proportion(count.unlabelled(), count.rows()));
      }
    }
    Proportion reference = groups.get(attribute.reference());
    List<Figure> figures = new ArrayList<>();
    groups.forEach(
        (group, share) -> {
          if (reference != null && !group.equals(attribute.reference())) {
            figures.add(
                Figure.of("unlabelled-difference")
                    .on(attribute.attribute())
                    .group(group, attribute.reference())
                    .value(Difference.of(share, reference))
                    .interval(Difference.newcombe(share, reference, 0.95))
                    .rows(share.trials())
                    .convention("P(no label | group) − P(no label | reference)")
                    .note(
                        Shown.of(share.hits())
                            + " of "
                            + Shown.of(share.trials())
                            + " were never labelled, "
                            + Shown.of(reference.hits())
                            + " of "
                            + Shown.of(reference.trials())
                            + " of the reference. "
                            + provenance()));
          }
        });
    return figures;
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
