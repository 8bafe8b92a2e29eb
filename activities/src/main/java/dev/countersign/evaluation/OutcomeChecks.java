package dev.countersign.evaluation;

import dev.countersign.decision.Grouping;
import dev.countersign.evaluation.FairnessChecks.Reach;
import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.evaluation.Outcome.Classes;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges outcomes that are more than favourable or not: numbers and classes, by group and over all
 * rows.
 */
record OutcomeChecks(Bars bars, Reach intersections) {

  /** Every group against its reference; nothing where the label is favourable or not. */
  List<Check> fairness(JudgedRows rows) {
    List<Check> checks = new ArrayList<>();
    for (Grouping grouping : rows.groupings()) {
      if (grouping.isIntersection() && intersections == Reach.OFF) {
        continue;
      }
      boolean warns = grouping.isIntersection() && intersections != Reach.BLOCK;
      for (int group = 1; group < grouping.groups().size(); group++) {
        String name = grouping.groups().get(group);
        OutcomeFigures.contrasts(rows.candidate().outcome(), grouping, group).stream()
            .map(c -> c.figure(grouping.attribute(), name, grouping.reference()))
            .forEach(figure -> checks.add(judged(figure, warns)));
      }
    }
    return checks;
  }

  /** How good the predictions are; nothing where the label is favourable or not. */
  List<Check> performance(@Nullable Outcome outcome) {
    return figures(outcome).stream().map(figure -> judged(figure, false)).toList();
  }

  /** The same over a named part of the rows. */
  List<Check> ofSlice(String name, @Nullable Outcome outcome) {
    return figures(outcome).stream()
        .map(figure -> judged(figure.on("slice").group(name, null), false))
        .toList();
  }

  /**
   * What has a bar, within every group.
   *
   * @param reach how far a failed one reaches; of an intersection it warns at most
   */
  List<Check> withinGroups(JudgedRows rows, Reach reach) {
    Outcome outcome = rows.candidate().outcome();
    List<Check> checks = new ArrayList<>();
    if (outcome == null || reach == Reach.OFF) {
      return checks;
    }
    for (Grouping grouping : rows.groupings()) {
      boolean blocks = reach == Reach.BLOCK && !grouping.isIntersection();
      for (int group = 0; group < grouping.groups().size(); group++) {
        for (Figure figure : figures(outcome.select(grouping.rowsOf(group)))) {
          CheckBar bar = bars.of(figure.check());
          if (bar != null && bar.bounds() != null) {
            figure.on(grouping.attribute()).group(grouping.groups().get(group), null);
            checks.add(judged(figure, !blocks));
          }
        }
      }
    }
    return checks;
  }

  private static List<Figure> figures(@Nullable Outcome outcome) {
    return switch (outcome) {
      case null -> List.of();
      case Amounts amounts -> new AmountFigures().of(amounts);
      case Classes classes -> new ClassFigures().of(classes);
    };
  }

  private Check judged(Figure figure, boolean warns) {
    CheckBar bar = bars.of(figure.check());
    return figure.judgedBy(warns ? Bars.warning(bar) : bar);
  }
}
