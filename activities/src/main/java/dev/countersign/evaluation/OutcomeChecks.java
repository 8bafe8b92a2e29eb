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
    return switch (rows.outcome()) {
      case null -> List.of();
      case Amounts amounts -> compare(new AmountFigures(), amounts, Amounts.class, rows);
      case Classes classes -> compare(new ClassFigures(), classes, Classes.class, rows);
    };
  }

  private <T extends Outcome> List<Check> compare(
      OutcomeFigures<T> figures, T outcome, Class<T> type, JudgedRows rows) {
    List<Check> checks = new ArrayList<>();
    for (Grouping grouping : rows.groupings()) {
      if (grouping.isIntersection() && intersections == Reach.OFF) {
        continue;
      }
      T reference = type.cast(outcome.select(grouping.rowsOf(0)));
      for (int group = 1; group < grouping.groups().size(); group++) {
        T own = type.cast(outcome.select(grouping.rowsOf(group)));
        for (Figure figure : figures.compare(own, reference)) {
          figure.on(grouping.attribute());
          figure.group(grouping.groups().get(group), grouping.reference());
          boolean warns = grouping.isIntersection() && intersections != Reach.BLOCK;
          checks.add(judged(figure, warns));
        }
      }
    }
    return checks;
  }

  /** How good the predictions are; nothing where the label is favourable or not. */
  List<Check> performance(@Nullable Outcome outcome) {
    return switch (outcome) {
      case null -> List.of();
      case Amounts amounts -> judged(new AmountFigures().of(amounts));
      case Classes classes -> judged(new ClassFigures().of(classes));
    };
  }

  private List<Check> judged(List<Figure> figures) {
    return figures.stream().map(figure -> judged(figure, false)).toList();
  }

  private Check judged(Figure figure, boolean warns) {
    CheckBar bar = bars.of(figure.check());
    return figure.judgedBy(warns ? Bars.warning(bar) : bar);
  }
}
