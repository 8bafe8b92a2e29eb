package dev.countersign.evaluation;

import dev.countersign.evaluation.FairnessChecks.Reach;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How good decisions and scores are over all rows, how fast the release is and how big.
 *
 * @param metrics what is measured
 * @param of added to every convention: whose scores they are; empty where that is plain
 */
record PerformanceChecks(Bars bars, List<Performance> metrics, String of) {
  private static final List<Performance> OF_SCORES =
      List.of(Performance.ROC_AUC, Performance.BRIER_SCORE, Performance.CALIBRATION_ERROR);

  private static final double TAIL = 0.95;
  private static final double MEGABYTE = 1e6;

  /** What is measured of the outcome; see {@link #metricsOf}. */
  static PerformanceChecks of(Bars bars, @Nullable OutcomeFacts outcome) {
    return new PerformanceChecks(
        bars,
        metricsOf(outcome),
        outcome instanceof ClassFacts ? "; the favourable class against all others" : "");
  }

  /**
   * As the outcome asks: of several classes, decisions are measured class by class in {@link
   * OutcomeFigures}, and scores are those of the favourable one; numbers are ranked there.
   */
  static List<Performance> metricsOf(@Nullable OutcomeFacts outcome) {
    List<Performance> all = List.of(Performance.values());
    return switch (outcome) {
      case null -> all;
      case ClassFacts classes -> OF_SCORES;
      case AmountFacts amounts ->
          all.stream().filter(metric -> metric != Performance.ROC_AUC).toList();
    };
  }

  /** Performance metric by metric; what has neither a value nor a bar is left out. */
  List<Check> of(Scored rows) {
    List<Check> checks = new ArrayList<>();
    for (Performance metric : metrics) {
      Measure measure = metric.of(rows);
      if (measure.value() != null || bars.of(metric.id) != null) {
        checks.add(figure(metric, measure, rows).judgedBy(bars.of(metric.id)));
      }
    }
    return checks;
  }

  /** The same over a named part of the rows. */
  List<Check> ofSlice(String name, Scored rows) {
    List<Check> checks = new ArrayList<>();
    for (Performance metric : metrics) {
      Measure measure = metric.of(rows);
      if (measure.value() != null || bars.of(metric.id) != null) {
        Figure figure = figure(metric, measure, rows).on("slice").group(name, null);
        checks.add(figure.judgedBy(bars.of(metric.id)));
      }
    }
    return checks;
  }

  /**
   * The metrics that have a bar, within every group.
   *
   * @param reach how far a failed one reaches; of an intersection it warns at most
   */
  List<Check> withinGroups(List<ScoredGroups> attributes, Reach reach) {
    List<Check> checks = new ArrayList<>();
    for (Performance metric : metrics) {
      CheckBar bar = bars.of(metric.id);
      if (reach == Reach.OFF || bar == null || bar.bounds() == null) {
        continue;
      }
      for (ScoredGroups attribute : attributes) {
        boolean blocks = reach == Reach.BLOCK && !attribute.isIntersection();
        for (int group = 0; group < attribute.groups().size(); group++) {
          Scored rows = attribute.scored().get(group);
          Figure figure = figure(metric, metric.of(rows), rows);
          figure.on(attribute.attribute()).group(attribute.groups().get(group), null);
          checks.add(figure.judgedBy(blocks ? bar : Bars.warning(bar)));
        }
      }
    }
    return checks;
  }

  private Figure figure(Performance metric, Measure measure, Scored rows) {
    Figure figure =
        Figure.of(metric.id)
            .ratesOf(metric.of)
            .value(measure.value())
            .interval(measure.interval())
            .rows(
                metric == Performance.PRECISION ? rows.confusion().precision().trials() : rows.n())
            .convention(metric.convention + of);
    if (measure.missing() != null) {
      figure.note(measure.missing());
    }
    Scores scores = rows.scores();
    if (scores != null) {
      addScoreNotes(figure, metric, scores);
    }
    return figure;
  }

  private static void addScoreNotes(Figure figure, Performance metric, Scores scores) {
    if (metric == Performance.CALIBRATION_ERROR) {
      figure.note(
          "A perfectly calibrated model would show about %s on as many rows."
              .formatted(
                  Figure.format(
                      Calibration.equalFrequency(scores.counts(), Calibration.BINS)
                          .expectedByChance())));
      figure.alternative(
          "With " + Calibration.BINS + " bins of equal width",
          Calibration.equalWidth(scores.counts(), Calibration.BINS).expectedError());
    }
    if (metric == Performance.CALIBRATION_ERROR && scores.coarse() > 0) {
      figure.note("Scores were counted in ranges where the rows are: bins end where ranges do.");
    }
    if (metric == Performance.ROC_AUC) {
      Scores.coarseness(scores.coarse()).ifPresent(figure::note);
    }
  }

  /** The 95th percentile of the time one answer takes. */
  Check latency(Latency latency) {
    Figure figure =
        Figure.of("latency-p95-ms")
            .value(latency.quantile(TAIL))
            .interval(latency.interval(TAIL, Measure.CONFIDENCE))
            .rows(latency.calls())
            .convention("95th percentile of the time one answer for one row takes, in milliseconds")
            .note(
                String.format(
                    Locale.ROOT,
                    "Measured in this process over %d calls, one row a call, without a network;"
                        + " the median is %.3f ms.",
                    latency.calls(),
                    latency.quantile(0.5)));
    int independent = latency.independentCalls(TAIL);
    if (independent < latency.calls()) {
      figure.note(
          "Slow calls follow each other: all tell as much as "
              + independent
              + " independent ones.");
    }
    return figure.judgedBy(bars.of("latency-p95-ms"));
  }

  /** The size of the model's file; nothing where there is no file. */
  List<Check> size(@Nullable Path modelFile) {
    return modelFile == null
        ? List.of()
        : List.of(
            Figure.of("model-size-mb")
                .value(modelFile.toFile().length() / MEGABYTE)
                .convention("bytes of the model's file / 10⁶")
                .judgedBy(bars.of("model-size-mb")));
  }
}
