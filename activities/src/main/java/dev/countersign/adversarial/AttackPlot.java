package dev.countersign.adversarial;

import dev.countersign.decision.Grouping;
import dev.countersign.plot.Axis;
import dev.countersign.plot.LineChart;
import dev.countersign.plot.LineChart.Guide;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws how many decisions turn as a row may lie farther away. */
final class AttackPlot {
  private AttackPlot() {}

  static String draw(
      AttackSettings settings, List<AttackOutcome> outcomes, List<Grouping> groupings) {
    List<Series> series = new ArrayList<>();
    series.add(curve("all attacked rows", outcomes, settings.reach()));
    if (outcomes.stream().anyMatch(o -> o.certified() != null)) {
      series.add(unproven(outcomes, settings.reach()));
    }
    for (Grouping grouping : groupings) {
      for (int group = 0; group < grouping.groups().size(); group++) {
        int own = group;
        List<AttackOutcome> members =
            outcomes.stream().filter(o -> grouping.codes()[o.row()] == own).toList();
        String name = grouping.attribute() + ": " + grouping.groups().get(group);
        series.add(curve(name + " (" + members.size() + ")", members, settings.reach()));
      }
    }
    return new LineChart(
            "Decisions that can be turned",
            "Share of attacked rows whose decision was turned by a change of at most this distance;"
                + " the dashed line is ε.",
            Axis.linear("distance, in standard deviations", 0, settings.reach()),
            Axis.share("share turned"),
            series,
            List.of(new Guide(settings.epsilon(), 0, settings.epsilon(), 1)))
        .toSvg();
  }

  /** No more decisions than these can be turned: those not proven to hold. */
  private static Series unproven(List<AttackOutcome> outcomes, double reach) {
    double[] certified =
        outcomes.stream()
            .mapToDouble(o -> o.certified() == null ? 0 : o.certified())
            .filter(d -> d < reach)
            .toArray();
    return steps("at most, by proof", certified, outcomes.size(), reach);
  }

  private static Series curve(String name, List<AttackOutcome> outcomes, double reach) {
    double[] distances =
        outcomes.stream()
            .map(AttackOutcome::distance)
            .filter(distance -> distance != null && distance <= reach)
            .mapToDouble(distance -> distance)
            .toArray();
    return steps(name, distances, outcomes.size(), reach);
  }

  private static Series steps(String name, double[] unsorted, int rows, double reach) {
    double[] distances = Arrays.stream(unsorted).sorted().toArray();
    double[] x = new double[distances.length + 2];
    double[] y = new double[distances.length + 2];
    for (int i = 0; i < distances.length; i++) {
      x[i + 1] = distances[i];
      y[i + 1] = (i + 1.0) / rows;
    }
    x[x.length - 1] = reach;
    y[y.length - 1] = y[y.length - 2];
    return new Series(name, x, y, Mark.STEP);
  }
}
