package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import dev.countersign.gates.Figure;
import java.util.function.ToDoubleFunction;

/**
 * A group against its reference in one metric, of decisions, scores or predictions.
 *
 * @param metric its id
 * @param of what it is of: decisions, scores or predictions
 * @param convention the formula in words
 * @param rows of the group
 * @param measure the comparison's value, with an interval at any confidence
 * @param chanceOutside how often a truly equal group of this size leaves the bounds, in [0, 1]
 */
record Contrast(
    String metric,
    String of,
    String convention,
    long rows,
    Measure measure,
    ToDoubleFunction<Bounds> chanceOutside) {

  /** The figure a check is made of. */
  Figure figure(String attribute, String group, String reference) {
    Figure figure =
        Figure.of(metric)
            .on(attribute)
            .group(group, reference)
            .ratesOf(of)
            .value(measure.value())
            .interval(measure.interval())
            .rows(rows)
            .convention(convention)
            .chanceOutside(chanceOutside);
    return measure.missing() == null ? figure : figure.note(measure.missing());
  }
}
