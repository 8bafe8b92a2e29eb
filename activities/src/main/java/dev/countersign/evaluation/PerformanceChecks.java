package dev.countersign.evaluation;

import dev.countersign.gate.Check;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How good the release is over all rows, how fast and how big. */
record PerformanceChecks(Bars bars) {
  private static final double TAIL = 0.95;
  private static final double MEGABYTE = 1e6;

  /** Performance metric by metric; what has neither a value nor a bar is left out. */
  List<Check> of(ScoredRows rows) {
    List<Check> checks = new ArrayList<>();
    for (Performance metric : Performance.values()) {
      Measure measure = metric.of(rows);
      if (measure.value() != null || bars.of(metric.id) != null) {
        checks.add(figure(metric, measure, rows).judgedBy(bars.of(metric.id)));
      }
    }
    return checks;
  }

  /** The same over a named part of the rows. */
  List<Check> ofSlice(String name, ScoredRows rows) {
    List<Check> checks = new ArrayList<>();
    for (Performance metric : Performance.values()) {
      Measure measure = metric.of(rows);
      if (measure.value() != null || bars.of(metric.id) != null) {
        Figure figure = figure(metric, measure, rows).on("slice").group(name, null);
        checks.add(figure.judgedBy(bars.of(metric.id)));
      }
    }
    return checks;
  }

  private static Figure figure(Performance metric, Measure measure, ScoredRows rows) {
    Figure figure =
        Figure.of(metric.id)
            .ratesOf(metric.of)
            .value(measure.value())
            .interval(measure.interval())
            .rows(
                metric == Performance.PRECISION ? rows.confusion().precision().trials() : rows.n())
            .convention(metric.convention);
    if (measure.missing() != null) {
      figure.note(measure.missing());
    }
    double[] scores = rows.scores();
    if (metric == Performance.CALIBRATION_ERROR && scores != null && rows.n() > 0) {
      boolean[] favourable = rows.favourable();
      figure.note(
          "A perfectly calibrated model would show about %s on as many rows."
              .formatted(
                  Figure.format(
                      Calibration.equalFrequency(scores, favourable, Calibration.BINS)
                          .expectedByChance())));
      figure.alternative(
          "With " + Calibration.BINS + " bins of equal width",
          Calibration.equalWidth(scores, favourable, Calibration.BINS).expectedError());
    }
    return figure;
  }

  /** The 95th percentile of the time one answer takes. */
  Check latency(Latency latency) {
    return Figure.of("latency-p95-ms")
        .value(latency.quantile(TAIL))
        .interval(latency.interval(TAIL, Measure.CONFIDENCE))
        .rows(latency.calls())
        .convention("95th percentile of the time one answer for one row takes, in milliseconds")
        .note(
            String.format(
                Locale.ROOT,
                "Measured in this process over %d calls, one row a call, without a network; the"
                    + " median is %.3f ms.",
                latency.calls(),
                latency.quantile(0.5)))
        .judgedBy(bars.of("latency-p95-ms"));
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
