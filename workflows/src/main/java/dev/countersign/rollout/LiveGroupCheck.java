package dev.countersign.rollout;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.CheckRule;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds live comparisons of groups to their bars: the candidate's own, and the candidate's against
 * the incumbent's. Every declared group has its checks, measured or not.
 */
final class LiveGroupCheck {
  private LiveGroupCheck() {}

  /** The checks of one bar, for every group that is compared with a reference. */
  static List<Check> of(
      LiveMetric metric,
      CheckBar bar,
      StepReading reading,
      List<LiveGroups> attributes,
      boolean compared) {
    if (attributes.isEmpty()) {
      String note = "No groups are declared; name them under rollout.groups.";
      return List.of(
          new Check(
              metric.id(),
              null,
              "candidate",
              null,
              null,
              null,
              null,
              bar.bounds(),
              Verdict.INCONCLUSIVE,
              null,
              null,
              note,
              null));
    }
    return attributes.stream()
        .flatMap(LiveGroups::compared)
        .flatMap(groups -> of(metric, bar, reading, groups, compared))
        .toList();
  }

  private static Stream<Check> of(
      LiveMetric metric,
      CheckBar bar,
      StepReading reading,
      LiveFigure.Groups groups,
      boolean compared) {
    LiveFigure figure = reading.figure(metric, groups).orElse(null);
    Double maxDrop = bar.maxDrop();
    return Stream.concat(
        bar.bounds() == null ? Stream.empty() : Stream.of(absolute(metric, bar, groups, figure)),
        maxDrop == null
            ? Stream.empty()
            : Stream.of(
                compared
                    ? comparison(LiveCheck.lossBar(metric, bar, maxDrop), metric, groups, figure)
                    : incomparable(metric, groups, figure, maxDrop)));
  }

  private static Check absolute(
      LiveMetric metric, CheckBar bar, LiveFigure.Groups groups, @Nullable LiveFigure figure) {
    LiveFigure.Side side = figure == null ? null : figure.candidate();
    Double value = side == null ? null : (Double) side.value();
    Interval interval = side == null ? null : side.interval();
    Double chance = side == null ? null : side.chanceOutside();
    String note = null;
    if (side == null) {
      note = "Not measured: too few of the candidate's decisions tell either group.";
    } else if (chance != null && chance > CheckRule.CHANCE_LIMIT) {
      note =
          String.format(
              Locale.ROOT,
              "Truly equal groups of these sizes leave the bounds %.0f %% of the time.",
              100 * chance);
    }
    return check(
        metric,
        groups,
        side,
        value,
        interval,
        bar.bounds(),
        CheckRule.decide(bar, value, interval, chance),
        "the candidate's own: " + formula(metric),
        note);
  }

  private static Check comparison(
      CheckBar bar, LiveMetric metric, LiveFigure.Groups groups, @Nullable LiveFigure figure) {
    LiveFigure.Side candidate = figure == null ? null : figure.candidate();
    LiveFigure.Side incumbent = figure == null ? null : figure.incumbent();
    if (figure == null || candidate == null || incumbent == null) {
      return check(
          metric,
          groups,
          candidate,
          null,
          null,
          bar.bounds(),
          CheckRule.decide(bar, null, null, null),
          between(metric),
          "Not measured: the source has no figure for both sides.");
    }
    double value = candidate.value() - incumbent.value();
    Interval interval = figure.difference();
    return check(
        metric,
        groups,
        candidate,
        value,
        interval,
        bar.bounds(),
        CheckRule.decide(bar, value, interval, null),
        between(metric),
        "Candidate %s, incumbent %s.".formatted(candidate.value(), incumbent.value()));
  }

  private static String between(LiveMetric metric) {
    return "candidate minus incumbent over the same window, each " + formula(metric);
  }

  private static Check incomparable(
      LiveMetric metric, LiveFigure.Groups groups, @Nullable LiveFigure figure, double maxDrop) {
    LiveFigure.Side side = figure == null ? null : figure.candidate();
    return check(
        metric,
        groups,
        side,
        side == null ? null : (Double) side.value(),
        side == null ? null : side.interval(),
        null,
        null,
        "the candidate's own: " + formula(metric),
        "No incumbent serves beside it, so the allowed loss of %s can't be told; absolute bars decide."
            .formatted(maxDrop));
  }

  private static String formula(LiveMetric metric) {
    return "P(favourable | group) %s P(favourable | reference)"
        .formatted(metric == LiveMetric.DISPARATE_IMPACT ? "/" : "−");
  }

  private static Check check(
      LiveMetric metric,
      LiveFigure.Groups groups,
      LiveFigure.@Nullable Side side,
      @Nullable Double value,
      @Nullable Interval interval,
      @Nullable Bounds bounds,
      @Nullable Verdict verdict,
      String convention,
      @Nullable String note) {
    return new Check(
        metric.id(),
        groups.attribute(),
        groups.group(),
        groups.reference(),
        "decisions",
        value,
        interval,
        bounds,
        verdict,
        side == null ? null : (Long) side.n(),
        convention,
        note,
        null);
  }
}
