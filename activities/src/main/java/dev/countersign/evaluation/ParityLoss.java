package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.DeLong;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Magnitudes;
import dev.countersign.stats.PairedEstimates;
import dev.countersign.stats.PairedMoments;
import dev.countersign.stats.PairedShares;
import dev.countersign.stats.Proportion;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How much farther from parity a release is than what serves now, about the same people. Both
 * comparisons have their own interval; what ties them together is the correlation of the two
 * estimates, from the people that both said something about.
 */
final class ParityLoss {
  private ParityLoss() {}

  /** Of one comparison of a group with the reference; missing where either can't be measured. */
  static Measure of(Comparison metric, Paired<ScoredRows> group, Paired<ScoredRows> reference) {
    return switch (metric) {
      case Fairness decisions ->
          of(decisions, PairedDecisions.of(group), PairedDecisions.of(reference));
      case ScoreFairness scores ->
          of(
              scores,
              scores.of(Scored.of(group.release()), Scored.of(reference.release())),
              scores.of(Scored.of(group.serving()), Scored.of(reference.serving())),
              () -> correlation(scores, group, reference));
    };
  }

  /** Of decisions, from counts. */
  static Measure of(Fairness metric, PairedDecisions group, PairedDecisions reference) {
    Measure now = metric.of(group.release(), reference.release());
    Measure before = metric.of(group.serving(), reference.serving());
    if (metric == Fairness.EQUALIZED_ODDS_DIFFERENCE && bothMeasured(now, before)) {
      return Measure.of(
          loss(metric, now, before),
          level -> {
            double each = Magnitudes.each(level);
            return Magnitudes.largest(
                odds(metric, group, reference, level), interval(now, each), interval(before, each));
          });
    }
    return of(metric, now, before, () -> correlation(metric, group, reference));
  }

  /** A number that is only needed where there is something to be said. */
  @FunctionalInterface
  private interface Correlation {
    double get();
  }

  private static Measure of(
      Comparison metric, Measure now, Measure before, Correlation correlation) {
    if (!bothMeasured(now, before)) {
      return Loss.missing(now, before);
    }
    boolean uncertain = now.intervals() != null && before.intervals() != null;
    return Measure.of(
        loss(metric, now, before),
        uncertain
            ? level ->
                new PairedEstimates(
                        departure(metric, now),
                        each -> departure(metric, now, each),
                        departure(metric, before),
                        each -> departure(metric, before, each),
                        correlation.get())
                    .differenceOfMagnitudes(level)
            : null);
  }

  private static boolean bothMeasured(Measure now, Measure before) {
    return now.value() != null && before.value() != null;
  }

  private static double loss(Comparison metric, Measure now, Measure before) {
    return Math.abs(departure(metric, now)) - Math.abs(departure(metric, before));
  }

  private static double departure(Comparison metric, Measure of) {
    return Parity.departure(metric, Objects.requireNonNull(of.value()));
  }

  private static Interval departure(Comparison metric, Measure of, double confidence) {
    return Parity.departure(metric, interval(of, confidence));
  }

  private static Interval interval(Measure of, double confidence) {
    return Objects.requireNonNull(of.interval(confidence), "looked for above");
  }

  /** Of both differences, each by itself. */
  private static List<Interval> odds(
      Fairness metric, PairedDecisions group, PairedDecisions reference, double confidence) {
    return metric.rates().stream()
        .map(rate -> ofRates(group.shares(rate), reference.shares(rate), confidence))
        .toList();
  }

  /** |difference of a rate between groups|, the release's less that of what serves now. */
  static Interval ofRates(PairedShares group, PairedShares reference, double confidence) {
    Proportion was = group.other();
    Proportion wasReference = reference.other();
    return new PairedEstimates(
            Difference.of(group.one(), reference.one()),
            level -> Difference.newcombe(group.one(), reference.one(), level),
            Difference.of(was, wasReference),
            level -> Difference.newcombe(was, wasReference, level),
            group.moments().plus(reference.moments()).correlation())
        .differenceOfMagnitudes(confidence);
  }

  private static double correlation(
      Fairness metric, PairedDecisions group, PairedDecisions reference) {
    PairedMoments sum = new PairedMoments(0, 0, 0);
    for (GroupRate rate : metric.rates()) {
      for (PairedDecisions side : List.of(group, reference)) {
        PairedShares shares = side.shares(rate);
        sum = sum.plus(metric.isRatio() ? shares.ofLogarithms() : shares.moments());
      }
    }
    return sum.correlation();
  }

  /** Given the scores only labels vary, and they are the same for both. */
  private static double correlation(
      ScoreFairness metric, Paired<ScoredRows> group, Paired<ScoredRows> reference) {
    return switch (metric) {
      case ROC_AUC_DIFFERENCE -> areas(group).plus(areas(reference)).correlation();
      case CALIBRATION_GAP_DIFFERENCE -> 1;
      case POSITIVE_CLASS_BALANCE -> means(group, true).plus(means(reference, true)).correlation();
      case NEGATIVE_CLASS_BALANCE ->
          means(group, false).plus(means(reference, false)).correlation();
    };
  }

  private static PairedMoments areas(Paired<ScoredRows> rows) {
    boolean[] favourable = rows.release().favourable();
    DeLong now = DeLong.of(scores(rows.release()), favourable);
    DeLong before = DeLong.of(scores(rows.serving()), favourable);
    return new PairedMoments(now.covariance(before), now.variance(), before.variance());
  }

  private static PairedMoments means(Paired<ScoredRows> rows, boolean label) {
    boolean[] favourable = rows.release().favourable();
    int[] own =
        IntStream.range(0, favourable.length).filter(row -> favourable[row] == label).toArray();
    Paired<ScoredRows> labelled = rows.each(all -> all.select(own));
    return PairedMoments.ofMeans(scores(labelled.release()), scores(labelled.serving()));
  }

  private static double[] scores(ScoredRows rows) {
    return Objects.requireNonNull(rows.scores(), "what has no scores is missing, looked at above");
  }
}
