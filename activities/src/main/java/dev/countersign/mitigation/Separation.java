package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Groups;
import dev.countersign.gate.Check;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import dev.countersign.repair.Repair;
import dev.countersign.stats.DeLong;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well repaired features still tell groups apart by their order, before and after, on the rows
 * the repair was learnt from and on others.
 */
record Separation(Dataset data, Repair repair, String attribute) {
  private static final double CONFIDENCE = 0.95;

  /** A feature's area under the ROC curve; at least one half, whichever way it points. */
  private record Told(String feature, DeLong curve) {
    double area() {
      return Math.max(curve.auc(), 1 - curve.auc());
    }

    /** DeLong's, mirrored where the feature points the other way. */
    Interval interval() {
      Interval own = curve.interval(CONFIDENCE);
      return curve.auc() >= 0.5
          ? own
          : new Interval(1 - own.high(), 1 - own.low(), own.confidence(), own.method());
    }
  }

  /** One figure a group: the most telling of the repaired features. */
  List<Figure> figures() {
    List<String> names = List.copyOf(repair.columns().keySet());
    if (names.isEmpty()) {
      return List.of(
          Figure.of("proxy-auc")
              .on(attribute)
              .note(
                  repair.level() == 0
                      ? "repairLevel is 0, which repairs nothing."
                      : "No feature of numbers has two groups large enough to repair."));
    }
    RowSet learnt = data.auditRows();
    Frame before = data.frame(learnt, names);
    List<@Nullable String> groups = Groups.of(data, learnt, repair.attributes());
    Frame after = repair.apply(before, groups);
    List<Figure> figures = new ArrayList<>();
    for (String group : new TreeSet<>(groups.stream().filter(Objects::nonNull).toList())) {
      List<Told> was = told(before, groups, group);
      List<Told> is = told(after, groups, group);
      if (!was.isEmpty() && !is.isEmpty()) {
        figures.add(figure(group, was.getFirst(), is.getFirst(), names));
      }
    }
    return figures;
  }

  private Figure figure(String group, Told was, Told is, List<String> names) {
    Figure figure =
        Figure.of("proxy-auc")
            .on(attribute)
            .group(group, "rest")
            .value(is.area())
            .interval(is.interval())
            .rows(is.curve().positive().length)
            .convention(
                "area under the ROC curve with which the order of the most telling repaired feature"
                    + " tells the group from the rest")
            .note(
                "Repaired at level "
                    + repair.level()
                    + ": "
                    + String.join(", ", names)
                    + ". Most telling before: "
                    + was.feature()
                    + " "
                    + Figure.format(was.area())
                    + "; after: "
                    + is.feature()
                    + " "
                    + Figure.format(is.area())
                    + ".");
    if (data.isSplit()) {
      Frame others = data.frame(RowSet.EVALUATION, names);
      List<@Nullable String> groups = Groups.of(data, RowSet.EVALUATION, repair.attributes());
      List<Told> told = told(repair.apply(others, groups), groups, group);
      if (!told.isEmpty()) {
        Told most = told.getFirst();
        figure.alongside(
            new Check.Alongside(
                "evaluation", most.area(), most.interval(), (long) most.curve().positive().length));
      }
    }
    return figure;
  }

  private static List<Told> told(Frame rows, List<@Nullable String> groups, String group) {
    List<Told> told = new ArrayList<>();
    for (String name : rows.names()) {
      double[] values = rows.numbers(name);
      int[] known =
          IntStream.range(0, values.length)
              .filter(row -> groups.get(row) != null && !Double.isNaN(values[row]))
              .toArray();
      boolean[] members = new boolean[known.length];
      double[] scores = new double[known.length];
      int count = 0;
      for (int i = 0; i < known.length; i++) {
        members[i] = group.equals(groups.get(known[i]));
        scores[i] = values[known[i]];
        count += members[i] ? 1 : 0;
      }
      if (count > 0 && count < known.length) {
        told.add(new Told(name, DeLong.of(scores, members)));
      }
    }
    told.sort(Comparator.comparingDouble(Told::area).reversed());
    return told;
  }
}
