package dev.countersign.metrics;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Interval;
import dev.countersign.rollout.LiveFigure;
import dev.countersign.rollout.LiveFigure.Side;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepReading;
import dev.countersign.rollout.Ungrouped;
import dev.countersign.stats.OddsRatioSequence;
import dev.countersign.stats.Proportion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one step: both sides over one window, with intervals. What has to be known of earlier looks
 * is kept here and handed on by whoever keeps looking.
 */
public final class LiveReading {
  private final MetricSource source;
  private final OddsRatioSequence errors;
  private final GroupComparison comparison;

  /** Looks for the first time, at what is held to no bars. */
  public LiveReading(MetricSource source) {
    this(source, Map.of());
  }

  /**
   * Looks at a step for the first time.
   *
   * @param bars what the step is held to, by check id
   */
  public LiveReading(MetricSource source, Map<String, CheckBar> bars) {
    this(source, bars, new OddsRatioSequence().state());
  }

  /**
   * Goes on looking where another left off.
   *
   * @param bars what the step is held to, by check id
   * @param kept its {@link #kept()}
   */
  public LiveReading(
      MetricSource source, Map<String, CheckBar> bars, OddsRatioSequence.State kept) {
    this.source = source;
    this.comparison = new GroupComparison(bars);
    this.errors = new OddsRatioSequence(kept);
  }

  /** What another has to know to go on. */
  public OddsRatioSequence.State kept() {
    return errors.state();
  }

  /**
   * Reads the step as it stands. A source that can't be read gives a reading that says why; nothing
   * is thrown, so that the rollout's rule decides what an absence means.
   */
  public StepReading look(MetricQuery query) {
    SideCounts candidate;
    SideCounts rest;
    try {
      candidate = source.read(query, Role.CANDIDATE);
      rest = source.read(query, query.rest());
    } catch (MetricException e) {
      return StepReading.unreadable(
          source.name(), query.from(), query.to(), String.valueOf(e.getMessage()));
    }
    SideCounts compared = query.rest() == Role.INCUMBENT ? rest : null;
    List<LiveFigure> figures =
        Arrays.stream(LiveMetric.values())
            .flatMap(metric -> figures(metric, query.groups(), candidate, compared))
            .toList();
    return new StepReading(
        source.name(),
        query.from(),
        query.to(),
        null,
        candidate.requests(),
        rest.requests(),
        figures,
        query.groups().stream()
            .map(LiveGroups::attribute)
            .flatMap(
                attribute ->
                    Stream.of(
                        ungrouped(attribute, Role.CANDIDATE, candidate),
                        ungrouped(attribute, query.rest(), rest)))
            .toList());
  }

  private static Ungrouped ungrouped(String attribute, Role role, SideCounts side) {
    return new Ungrouped(attribute, role, side.ungrouped().get(attribute), side.decisions());
  }

  private Stream<LiveFigure> figures(
      LiveMetric metric,
      List<LiveGroups> groups,
      SideCounts candidate,
      @Nullable SideCounts incumbent) {
    return metric.byGroup()
        ? comparison.figures(metric, groups, candidate, incumbent)
        : Stream.ofNullable(figure(metric, candidate, incumbent));
  }

  private @Nullable LiveFigure figure(
      LiveMetric metric, SideCounts candidate, @Nullable SideCounts incumbent) {
    return switch (metric) {
      case ERROR_ODDS_RATIO -> oddsRatio(errors(candidate), errors(incumbent));
      case ERROR_RATE -> proportion(metric, errors(candidate), errors(incumbent));
      case SELECTION_RATE -> proportion(metric, favourable(candidate), favourable(incumbent));
      case DISAGREEMENT_RATE ->
          incumbent == null
              ? null
              : proportion(metric, proportion(candidate.differing(), candidate.compared()), null);
      case LATENCY_P95 -> quantile(metric, candidate, incumbent, 0.95);
      case LATENCY_P99 -> quantile(metric, candidate, incumbent, 0.99);
      case DISPARATE_IMPACT, STATISTICAL_PARITY_DIFFERENCE ->
          throw new IllegalArgumentException(metric + " is compared by group");
    };
  }

  private static @Nullable Proportion errors(@Nullable SideCounts side) {
    return side == null ? null : proportion(side.errors(), side.requests());
  }

  private static @Nullable Proportion favourable(@Nullable SideCounts side) {
    return side == null ? null : proportion(side.favourable(), side.decisions());
  }

  static @Nullable Proportion proportion(@Nullable Long hits, @Nullable Long n) {
    if (hits == null || n == null || n < 1 || hits < 0 || hits > n) {
      return null;
    }
    return new Proportion(hits, n);
  }

  private static @Nullable LiveFigure proportion(
      LiveMetric metric, @Nullable Proportion candidate, @Nullable Proportion incumbent) {
    if (candidate == null) {
      return null;
    }
    return incumbent == null
        ? new LiveFigure(metric, side(candidate), null, null)
        : new LiveFigure(
            metric,
            side(candidate),
            side(incumbent),
            LiveIntervals.difference(candidate, incumbent));
  }

  /** The least ratio that the looks so far allow: what a bar on it refutes, it refutes for sure. */
  private @Nullable LiveFigure oddsRatio(
      @Nullable Proportion candidate, @Nullable Proportion incumbent) {
    if (candidate == null || incumbent == null) {
      return null;
    }
    Interval ratio =
        errors.look(new OddsRatioSequence.Arms(candidate, incumbent), LiveIntervals.CONFIDENCE);
    return new LiveFigure(
        LiveMetric.ERROR_ODDS_RATIO, new Side(ratio.low(), ratio, candidate.trials()), null, null);
  }

  private static Side side(Proportion proportion) {
    return new Side(proportion.rate(), LiveIntervals.proportion(proportion), proportion.trials());
  }

  private static @Nullable LiveFigure quantile(
      LiveMetric metric, SideCounts candidate, @Nullable SideCounts incumbent, double p) {
    Side one = quantile(candidate.latency(), p);
    if (one == null) {
      return null;
    }
    LatencyHistogram served = candidate.latency();
    LatencyHistogram beside = incumbent == null ? null : incumbent.latency();
    Side other = quantile(beside, p);
    return new LiveFigure(
        metric,
        one,
        other,
        other == null || served == null || beside == null
            ? null
            : LiveIntervals.difference(served, beside, p));
  }

  private static @Nullable Side quantile(@Nullable LatencyHistogram latency, double p) {
    return latency == null || latency.n() == 0
        ? null
        : new Side(1000 * latency.quantile(p), LiveIntervals.quantile(latency, p), latency.n());
  }
}
