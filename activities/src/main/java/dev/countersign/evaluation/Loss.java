package dev.countersign.evaluation;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a release loses in one metric against what serves now, on the same rows.
 *
 * @param metric its id
 * @param of what it is of: decisions, scores or predictions
 * @param convention the formula in words
 * @param rows how many
 * @param measure above 0 where the release is worse
 * @param test that there is no loss; null without one
 */
record Loss(
    String metric,
    String of,
    String convention,
    long rows,
    Measure measure,
    PairedDrop.@Nullable Test test) {

  /** Why one can't be told where either model can't be measured. */
  static Measure missing(Measure now, Measure before) {
    String missing = now.missing() == null ? before.missing() : now.missing();
    return Measure.missing(missing == null ? "It could not be measured." : missing);
  }

  /**
   * The check {@code <id>-drop} of this group.
   *
   * @param bar its {@code max} is the margin; null where none is set
   */
  Figure figure(String group, @Nullable CheckBar bar) {
    Interval interval = measure.interval();
    Figure figure =
        Figure.of(metric + "-drop")
            .group(group, "incumbent")
            .ratesOf(of)
            .rows(rows)
            .convention(convention)
            .value(measure.value())
            .interval(interval);
    if (measure.missing() != null) {
      figure.note(measure.missing());
    }
    if (test != null) {
      figure.note(
          String.format(Locale.ROOT, "No difference: p = %.4f by %s.", test.p(), test.name()));
    }
    if (bar != null && interval != null) {
      figure.note(nonInferiority(interval, Objects.requireNonNull(bar.max())));
    }
    return figure;
  }

  /** Non-inferiority in words: which margin, and whether the interval's upper end keeps to it. */
  private static String nonInferiority(Interval drop, double margin) {
    return String.format(
        Locale.ROOT,
        drop.high() <= margin
            ? "Non-inferior by the margin %.4g: with %.4g %% confidence it loses %.4f at most."
            : "Not shown to be non-inferior by the margin %.4g: with %.4g %% confidence all that"
                + " can be said is that it loses %.4f at most.",
        margin,
        100 * (1 + drop.confidence()) / 2,
        drop.high());
  }
}
