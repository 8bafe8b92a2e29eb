package dev.countersign.rollout;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.CheckRule;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds live figures to their bars, each by itself and against the incumbent. */
final class LiveCheck {
  private LiveCheck() {}

  /**
   * The checks of one bar.
   *
   * @param attributes whose groups are compared
   * @param compared whether the incumbent serves part of this step; where it does not, comparisons
   *     become figures without a verdict, and the absolute bars decide
   * @param mirrored whether the candidate is asked the same as the incumbent
   */
  static List<Check> of(
      String id,
      CheckBar bar,
      StepReading reading,
      List<LiveGroups> attributes,
      boolean compared,
      boolean mirrored) {
    LiveMetric metric = LiveMetric.named(id).orElse(null);
    if (metric == null) {
      String note = "No live metric of this name; there are " + LiveMetric.known() + ".";
      return List.of(check(id, null, bar.bounds(), Verdict.INCONCLUSIVE, null, note));
    }
    if (metric.mirrored() && !mirrored) {
      String note = "Answers are compared only while requests are mirrored; other bars decide.";
      return List.of(check(id, null, null, null, null, note));
    }
    if (metric.byGroup()) {
      return LiveGroupCheck.of(metric, bar, reading, attributes, compared);
    }
    LiveFigure figure = reading.figure(metric).orElse(null);
    List<Check> checks = new ArrayList<>();
    if (bar.bounds() != null) {
      checks.add(
          compared || !metric.compares()
              ? absolute(id, bar, figure)
              : incomparable(id, figure, "it"));
    }
    Double maxDrop = bar.maxDrop();
    if (maxDrop != null) {
      checks.add(
          compared
              ? comparison(metric, bar, maxDrop, figure)
              : incomparable(id, figure, "the allowed loss of " + maxDrop));
    }
    return checks;
  }

  private static Check absolute(String id, CheckBar bar, @Nullable LiveFigure figure) {
    LiveFigure.Side side = figure == null ? null : figure.candidate();
    Double value = side == null ? null : side.value();
    Interval interval = side == null ? null : side.interval();
    Verdict verdict = CheckRule.decide(bar, value, interval, null);
    String note = side == null ? "Not measured: the source has no figure for the candidate." : null;
    return check(id, side, bar.bounds(), verdict, "the candidate's own", note);
  }

  private static Check comparison(
      LiveMetric metric, CheckBar bar, double maxDrop, @Nullable LiveFigure figure) {
    CheckBar bounded = lossBar(metric, bar, maxDrop);
    LiveFigure.Side candidate = figure == null ? null : figure.candidate();
    LiveFigure.Side incumbent = figure == null ? null : figure.incumbent();
    if (figure == null || candidate == null || incumbent == null) {
      String note = "Not measured: the source has no figure for both sides.";
      return difference(metric, bounded, null, null, null, note);
    }
    return difference(
        metric,
        bounded,
        candidate.value() - incumbent.value(),
        figure.difference(),
        candidate.n(),
        "Candidate %s of %d, incumbent %s of %d."
            .formatted(candidate.value(), candidate.n(), incumbent.value(), incumbent.n()));
  }

  /** The bar on candidate minus incumbent. */
  static CheckBar lossBar(LiveMetric metric, CheckBar bar, double maxDrop) {
    return switch (metric.loss()) {
      case HIGHER -> new CheckBar(null, maxDrop, null, bar.severity(), bar.decideOn(), null);
      case EITHER_WAY ->
          new CheckBar(-maxDrop, maxDrop, null, bar.severity(), bar.decideOn(), null);
    };
  }

  private static Check difference(
      LiveMetric metric,
      CheckBar bar,
      @Nullable Double value,
      @Nullable Interval interval,
      @Nullable Long n,
      String note) {
    return new Check(
        metric.id(),
        null,
        "candidate",
        "incumbent",
        null,
        value,
        interval,
        bar.bounds(),
        CheckRule.decide(bar, value, interval, null),
        n,
        "candidate minus incumbent over the same window",
        note,
        null);
  }

  private static Check incomparable(String id, @Nullable LiveFigure figure, String what) {
    return check(
        id,
        figure == null ? null : figure.candidate(),
        null,
        null,
        "the candidate's own",
        "No incumbent serves beside it, so %s can't be told; absolute bars decide."
            .formatted(what));
  }

  private static Check check(
      String id,
      LiveFigure.@Nullable Side side,
      @Nullable Bounds bounds,
      @Nullable Verdict verdict,
      @Nullable String convention,
      @Nullable String note) {
    return new Check(
        id,
        null,
        "candidate",
        null,
        null,
        side == null ? null : (Double) side.value(),
        side == null ? null : side.interval(),
        bounds,
        verdict,
        side == null ? null : (Long) side.n(),
        convention,
        note,
        null);
  }
}
