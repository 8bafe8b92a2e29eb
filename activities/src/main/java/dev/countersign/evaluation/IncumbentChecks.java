package dev.countersign.evaluation;

import dev.countersign.decision.Grouping;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.stats.DeLong;
import dev.countersign.stats.Mean;
import dev.countersign.stats.PairedProportions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the release loses against what serves now, on the same rows. Every loss is a check {@code
 * <id>-drop}: above 0 the release is worse. A bar's {@code maxDrop} is met when the interval's
 * upper end is: non-inferiority, not the absence of a significant difference.
 */
record IncumbentChecks(Bars bars) {

  /** The loss in every performance metric; with a verdict where the policy sets {@code maxDrop}. */
  List<Check> performance(ScoredRows candidate, ScoredRows incumbent) {
    List<Check> checks = new ArrayList<>();
    for (Performance metric : Performance.values()) {
      Measure now = metric.of(candidate);
      Measure before = metric.of(incumbent);
      Figure figure = figure(metric.id, metric.convention, metric.moreIsBetter);
      figure.ratesOf(metric.of).rows(candidate.n());
      if (now.value() == null || before.value() == null) {
        String missing = now.missing() == null ? before.missing() : now.missing();
        figure.note(missing == null ? "It could not be measured." : missing);
      } else {
        int sign = metric.moreIsBetter ? -1 : 1;
        figure.value(sign * (now.value() - before.value()));
        figure.interval(drop(metric, candidate, incumbent));
      }
      checks.add(judge(metric.id, figure));
    }
    return checks;
  }

  private static @Nullable Interval drop(
      Performance metric, ScoredRows candidate, ScoredRows incumbent) {
    double confidence = Measure.CONFIDENCE;
    double[] now = candidate.scores();
    double[] before = incumbent.scores();
    boolean[] favourable = candidate.favourable();
    return switch (metric) {
      case ACCURACY -> paired(candidate, incumbent).agrestiMin(confidence);
      case ROC_AUC ->
          now == null || before == null
              ? null
              : DeLong.of(before, favourable)
                  .differenceFrom(DeLong.of(now, favourable), confidence);
      case BRIER_SCORE, LOG_LOSS -> {
        if (now == null || before == null || now.length < 2) {
          yield null;
        }
        double[] losses = metric.losses(now, favourable);
        double[] earlier = metric.losses(before, favourable);
        for (int row = 0; row < losses.length; row++) {
          losses[row] -= earlier[row];
        }
        yield Mean.of(losses).studentT(confidence);
      }
      case BALANCED_ACCURACY, PRECISION, F1, CALIBRATION_ERROR -> {
        int sign = metric.moreIsBetter ? -1 : 1;
        yield apart(metric.of(candidate), metric.of(incumbent), sign);
      }
    };
  }

  /** Rows only the incumbent decides as labelled, and rows only the release does. */
  private static PairedProportions paired(ScoredRows candidate, ScoredRows incumbent) {
    long onlyIncumbent = 0;
    long onlyCandidate = 0;
    for (int row = 0; row < candidate.n(); row++) {
      boolean label = candidate.favourable()[row];
      boolean now = candidate.decisions()[row] == label;
      boolean before = incumbent.decisions()[row] == label;
      onlyIncumbent += before && !now ? 1 : 0;
      onlyCandidate += now && !before ? 1 : 0;
    }
    return new PairedProportions(onlyIncumbent, onlyCandidate, candidate.n());
  }

  /** Conservative: both intervals at 1 − α/2, ends subtracted; it forgoes that rows are paired. */
  private static @Nullable Interval apart(Measure now, Measure before, int sign) {
    double each = 1 - (1 - Measure.CONFIDENCE) / 2;
    Interval of = now.interval(each);
    Interval was = before.interval(each);
    return of == null || was == null ? null : minus(of, was, sign);
  }

  private static Interval minus(Interval now, Interval before, int sign) {
    double low = now.low() - before.high();
    double high = now.high() - before.low();
    return new Interval(
        sign > 0 ? low : -high,
        sign > 0 ? high : -low,
        Measure.CONFIDENCE,
        now.method() + ", both at 1 − α/2, subtracted");
  }

  /**
   * The loss in fairness: how much farther from parity the release is than what serves now. Only
   * metrics with {@code maxDrop}.
   */
  List<Check> fairness(
      Grouping grouping, Confusion[] candidate, Confusion[] incumbent, boolean warnOnly) {
    List<Check> checks = new ArrayList<>();
    for (Fairness metric : Fairness.values()) {
      CheckBar bar = bars.of(metric.id);
      if (bar == null || bar.maxDrop() == null) {
        continue;
      }
      for (int group = 1; group < candidate.length; group++) {
        Measure now = metric.of(candidate[group], candidate[0]);
        Measure before = metric.of(incumbent[group], incumbent[0]);
        Figure figure =
            Figure.of(metric.id + "-drop")
                .on(grouping.attribute())
                .group(grouping.groups().get(group), "incumbent")
                .ratesOf("decisions")
                .rows(candidate[group].n())
                .convention("distance from parity of the release − of the incumbent");
        addLoss(figure, metric, now, before);
        CheckBar drop = dropBar(bar);
        checks.add(figure.judgedBy(warnOnly ? Bars.warning(drop) : drop));
      }
    }
    return checks;
  }

  private static void addLoss(Figure figure, Fairness metric, Measure now, Measure before) {
    Double value = now.value();
    Double earlier = before.value();
    if (value == null || earlier == null) {
      String missing = now.missing() == null ? before.missing() : now.missing();
      figure.note(missing == null ? "It could not be measured." : missing);
      return;
    }
    figure.value(Parity.distance(metric, value) - Parity.distance(metric, earlier));
    double each = 1 - (1 - Measure.CONFIDENCE) / 2;
    Interval of = now.interval(each);
    Interval was = before.interval(each);
    if (of != null && was != null) {
      figure.interval(minus(Parity.distance(metric, of), Parity.distance(metric, was), 1));
    }
  }

  /** One check for every metric with {@code maxDrop} that can't be compared, saying why. */
  List<Check> uncompared(String why) {
    List<Check> checks = new ArrayList<>();
    bars.all()
        .forEach(
            (id, bar) -> {
              if (bar.maxDrop() != null) {
                Figure figure = Figure.of(id + "-drop").group("all", "incumbent").note(why);
                checks.add(figure.judgedBy(dropBar(bar)));
              }
            });
    return checks;
  }

  private static Figure figure(String id, String convention, boolean moreIsBetter) {
    return Figure.of(id + "-drop")
        .group("all", "incumbent")
        .convention(
            (moreIsBetter ? "incumbent − release of " : "release − incumbent of ")
                + convention
                + "; the same rows");
  }

  private Check judge(String id, Figure figure) {
    CheckBar bar = bars.of(id);
    return figure.judgedBy(bar == null || bar.maxDrop() == null ? null : dropBar(bar));
  }

  /** A loss is held to its largest by the whole interval. */
  private static CheckBar dropBar(CheckBar bar) {
    return new CheckBar(null, bar.maxDrop(), null, bar.severity(), DecideOn.INTERVAL, bar.basis());
  }
}
