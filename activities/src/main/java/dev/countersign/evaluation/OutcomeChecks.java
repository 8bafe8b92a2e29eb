package dev.countersign.evaluation;

import dev.countersign.evaluation.FairnessChecks.Reach;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import java.util.ArrayList;
import java.util.List;

/** How good predicted numbers and classes are: over all rows, their parts and within groups. */
record OutcomeChecks(Bars bars) {

  /** How good the predictions are; nothing where the label is favourable or not. */
  List<Check> performance(Scored rows) {
    return OutcomeFigures.figures(rows.outcome()).stream()
        .map(figure -> judged(figure, false))
        .toList();
  }

  /** The same over a named part of the rows. */
  List<Check> ofSlice(String name, Scored rows) {
    return OutcomeFigures.figures(rows.outcome()).stream()
        .map(figure -> judged(figure.on("slice").group(name, null), false))
        .toList();
  }

  /**
   * What has a bar, within every group.
   *
   * @param reach how far a failed one reaches; of an intersection it warns at most
   */
  List<Check> withinGroups(List<ScoredGroups> attributes, Reach reach) {
    List<Check> checks = new ArrayList<>();
    if (reach == Reach.OFF) {
      return checks;
    }
    for (ScoredGroups attribute : attributes) {
      boolean blocks = reach == Reach.BLOCK && !attribute.isIntersection();
      for (int group = 0; group < attribute.groups().size(); group++) {
        Scored own = attribute.scored().get(group);
        for (Figure figure : OutcomeFigures.figures(own.outcome())) {
          CheckBar bar = bars.of(figure.check());
          if (bar != null && bar.bounds() != null) {
            figure.on(attribute.attribute()).group(attribute.groups().get(group), null);
            checks.add(judged(figure, !blocks));
          }
        }
      }
    }
    return checks;
  }

  private Check judged(Figure figure, boolean warns) {
    CheckBar bar = bars.of(figure.check());
    return figure.judgedBy(warns ? Bars.warning(bar) : bar);
  }
}
