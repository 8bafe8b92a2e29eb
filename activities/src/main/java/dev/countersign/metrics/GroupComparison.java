package dev.countersign.metrics;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Interval;
import dev.countersign.rollout.LiveFigure;
import dev.countersign.rollout.LiveFigure.Groups;
import dev.countersign.rollout.LiveFigure.Side;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.stats.ChanceOutside;
import dev.countersign.stats.Proportion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the favourable decisions on groups, each side by itself and both sides: ratios and
 * differences whose intervals hold at every look. A group that nobody of was decided, and a ratio
 * over a reference nobody of which was decided favourably, are absent.
 */
final class GroupComparison {
  private final Map<String, CheckBar> bars;

  /**
   * @param bars by check id; they say which bounds truly equal groups might leave by chance
   */
  GroupComparison(Map<String, CheckBar> bars) {
    this.bars = Map.copyOf(bars);
  }

  /** The figures of a metric, one for each group that is compared with a reference. */
  Stream<LiveFigure> figures(
      LiveMetric metric,
      List<LiveGroups> attributes,
      SideCounts candidate,
      @Nullable SideCounts incumbent) {
    return attributes.stream()
        .flatMap(LiveGroups::compared)
        .flatMap(
            groups -> {
              Pair own = pair(metric, groups, candidate);
              Pair other = incumbent == null ? null : pair(metric, groups, incumbent);
              return own == null && other == null
                  ? Stream.empty()
                  : Stream.of(figure(metric, groups, own, other));
            });
  }

  /** The decisions on a group and on its reference. */
  private record Pair(LiveMetric metric, Proportion group, Proportion reference) {
    boolean isRatio() {
      return metric == LiveMetric.DISPARATE_IMPACT;
    }

    double value() {
      return isRatio() ? group.rate() / reference.rate() : group.rate() - reference.rate();
    }

    Interval interval(double confidence) {
      return isRatio()
          ? LiveIntervals.ratio(group, reference, confidence)
          : LiveIntervals.difference(group, reference, confidence);
    }

    Side side(@Nullable Bounds bounds) {
      return new Side(value(), interval(LiveIntervals.CONFIDENCE), group.trials(), chance(bounds));
    }

    private @Nullable Double chance(@Nullable Bounds bounds) {
      if (bounds == null) {
        return null;
      }
      return isRatio()
          ? ChanceOutside.ofRatio(bounds, group, reference)
          : ChanceOutside.ofDifference(bounds, group, reference);
    }
  }

  private static @Nullable Pair pair(LiveMetric metric, Groups groups, SideCounts side) {
    Proportion group = favourable(side, groups.attribute(), groups.group());
    Proportion reference = favourable(side, groups.attribute(), groups.reference());
    boolean undefined =
        metric == LiveMetric.DISPARATE_IMPACT && reference != null && reference.hits() == 0;
    return group == null || reference == null || undefined
        ? null
        : new Pair(metric, group, reference);
  }

  private static @Nullable Proportion favourable(SideCounts side, String attribute, String group) {
    return side.group(attribute, group)
        .flatMap(
            count ->
                Optional.ofNullable(LiveReading.proportion(count.favourable(), count.decisions())))
        .orElse(null);
  }

  private LiveFigure figure(
      LiveMetric metric, Groups groups, @Nullable Pair candidate, @Nullable Pair incumbent) {
    CheckBar bar = bars.get(metric.id());
    Bounds bounds = bar == null ? null : bar.bounds();
    return new LiveFigure(
        metric,
        candidate == null ? null : candidate.side(bounds),
        incumbent == null ? null : incumbent.side(null),
        candidate == null || incumbent == null
            ? null
            : LiveIntervals.between(
                candidate.interval(LiveIntervals.EACH), incumbent.interval(LiveIntervals.EACH)),
        groups);
  }
}
