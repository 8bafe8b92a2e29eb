package dev.countersign.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.evaluation.EvaluationReport.Estimate;
import dev.countersign.gate.Check;
import dev.countersign.gates.Figure;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Proportion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted over some rows.
 *
 * @param attribute null for all rows
 * @param group null for all rows
 * @param confusion labels against decisions
 * @param meanScore mean score in [0, 1]; null without scores or rows
 * @param amounts null where the label is no number, or there is no row
 * @param classes null where the label is none of several classes
 * @param rates of decisions, by rate id
 * @param performance by metric id, measured as the check of that id is
 * @param calibration bins of the group, from the lowest scores to the highest; empty without scores
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupFigures(
    @Nullable String attribute,
    @Nullable String group,
    Confusion confusion,
    @Nullable Double meanScore,
    @Nullable Amounts amounts,
    @Nullable Classes classes,
    Map<String, Estimate> rates,
    Map<String, Estimate> performance,
    List<Calibration.Bin> calibration) {

  /**
   * Numbers, in the label's unit.
   *
   * @param meanLabel mean label
   * @param meanPrediction mean prediction; that less the mean label is {@code mean-error}
   */
  public record Amounts(double meanLabel, Estimate meanPrediction) {
    private static @Nullable Amounts of(AmountFacts rows) {
      AmountFacts.Means means = rows.means();
      if (means == null) {
        return null;
      }
      Mean predicted = means.predicted();
      return new Amounts(
          predicted.value() - means.error().value(),
          Estimate.of(
              Measure.of(predicted.value(), predicted.n() < 2 ? null : predicted::interval)));
    }
  }

  /**
   * Several classes.
   *
   * @param names the label's values
   * @param confusion rows by label (outer list) and predicted class, in the order of the names
   */
  public record Classes(List<String> names, List<List<Long>> confusion) {
    private static Classes of(ClassFacts rows) {
      return new Classes(
          rows.names(),
          Arrays.stream(rows.confusion())
              .map(predicted -> Arrays.stream(predicted).boxed().toList())
              .toList());
    }
  }

  static GroupFigures of(@Nullable String attribute, @Nullable String group, Scored rows) {
    Scores scores = rows.scores();
    return new GroupFigures(
        attribute,
        group,
        rows.confusion(),
        scores == null ? null : scores.mean(),
        rows.outcome() instanceof AmountFacts amounts ? Amounts.of(amounts) : null,
        rows.outcome() instanceof ClassFacts classes ? Classes.of(classes) : null,
        rates(rows.confusion()),
        performance(rows),
        bins(scores));
  }

  private static Map<String, Estimate> rates(Confusion counts) {
    Map<String, Estimate> rates = new LinkedHashMap<>();
    for (GroupRate rate : GroupRate.values()) {
      Proportion share = rate.of(counts);
      rates.put(
          rate.id,
          share.isEmpty()
              ? new Estimate(null, null, "The group " + rate.empty + ".")
              : new Estimate(share.rate(), share.wilson(Measure.CONFIDENCE), null));
    }
    return rates;
  }

  private static Map<String, Estimate> performance(Scored rows) {
    Map<String, Estimate> performance = new LinkedHashMap<>();
    for (Figure figure : OutcomeFigures.figures(rows.outcome())) {
      Check measured = figure.judgedBy(null);
      performance.put(measured.check(), Estimate.of(measured));
    }
    for (Performance metric : PerformanceChecks.metricsOf(rows.outcome())) {
      performance.put(metric.id, Estimate.of(metric.of(rows)));
    }
    return performance;
  }

  private static List<Calibration.Bin> bins(@Nullable Scores scores) {
    return scores == null
        ? List.of()
        : Calibration.equalFrequency(scores.counts(), Calibration.BINS).bins();
  }
}
