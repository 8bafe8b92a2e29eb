package dev.countersign.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.gate.Check;
import dev.countersign.gate.Interval;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the evaluation counted, so that any number of it can be taken apart again.
 *
 * @param decisions how scores became decisions, in words
 * @param overall all rows
 * @param groups every group of every attribute and intersection
 * @param comparisons every comparison of every group with its reference
 * @param calibration bins of all rows, from the lowest scores to the highest; empty without scores
 * @param checks what was judged
 */
public record EvaluationReport(
    String decisions,
    GroupFigures overall,
    List<GroupFigures> groups,
    List<Compared> comparisons,
    List<Calibration.Bin> calibration,
    List<Check> checks) {

  public EvaluationReport {
    groups = List.copyOf(groups);
    comparisons = List.copyOf(comparisons);
    calibration = List.copyOf(calibration);
    checks = List.copyOf(checks);
  }

  /** A number and its interval, or why there is none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Estimate(
      @Nullable Double value, @Nullable Interval interval, @Nullable String missing) {
    private static Estimate of(Measure measure) {
      return new Estimate(measure.value(), measure.interval(), measure.missing());
    }
  }

  /**
   * What was counted over some rows.
   *
   * @param attribute null for all rows
   * @param group null for all rows
   * @param confusion labels against decisions
   * @param meanScore mean score in [0, 1]; null without scores or rows
   * @param rates by rate id
   * @param performance by metric id
   * @param calibration bins of the group, from the lowest scores to the highest; empty without
   *     scores
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GroupFigures(
      @Nullable String attribute,
      @Nullable String group,
      Confusion confusion,
      @Nullable Double meanScore,
      Map<String, Estimate> rates,
      Map<String, Estimate> performance,
      List<Calibration.Bin> calibration) {}

  /**
   * A group against its reference.
   *
   * @param metric the comparison's id
   * @param estimate with the interval that decides
   * @param simultaneous an interval that, with those of all other groups of this attribute, covers
   *     at once (Bonferroni); for display, no check decides by it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Compared(
      String metric,
      String attribute,
      String group,
      String reference,
      Estimate estimate,
      @Nullable Interval simultaneous) {}

  static EvaluationReport of(EvaluationSet set, List<Check> checks) {
    List<GroupFigures> groups = new ArrayList<>();
    for (ScoredGroups attribute : set.groups()) {
      for (int group = 0; group < attribute.groups().size(); group++) {
        groups.add(
            figures(
                attribute.attribute(),
                attribute.groups().get(group),
                attribute.scored().get(group)));
      }
    }
    return new EvaluationReport(
        set.decisions(),
        figures(null, null, set.all()),
        groups,
        comparisons(set),
        bins(set.all()),
        checks);
  }

  private static List<Compared> comparisons(EvaluationSet set) {
    List<Compared> comparisons = new ArrayList<>();
    for (ScoredGroups attribute : set.groups()) {
      List<Scored> scored = attribute.scored();
      for (int group = 1; group < scored.size(); group++) {
        for (Comparison metric : Comparison.all()) {
          Contrast contrast = metric.contrast(scored.get(group), attribute.ofReference());
          comparisons.add(compared(contrast, attribute.attribute(), attribute.groups(), group));
        }
      }
    }
    for (ScoredGroups attribute : set.groups()) {
      for (int group = 1; group < attribute.groups().size(); group++) {
        Scored own = attribute.scored().get(group);
        for (Contrast contrast : OutcomeFigures.contrasts(own, attribute.ofReference())) {
          comparisons.add(compared(contrast, attribute.attribute(), attribute.groups(), group));
        }
      }
    }
    return comparisons;
  }

  private static Compared compared(
      Contrast contrast, String attribute, List<String> groups, int group) {
    int others = groups.size() - 1;
    return new Compared(
        contrast.metric(),
        attribute,
        groups.get(group),
        groups.getFirst(),
        Estimate.of(contrast.measure()),
        contrast.measure().interval(1 - (1 - Measure.CONFIDENCE) / others));
  }

  private static GroupFigures figures(
      @Nullable String attribute, @Nullable String group, Scored rows) {
    Map<String, Estimate> rates = new LinkedHashMap<>();
    for (GroupRate rate : GroupRate.values()) {
      Proportion share = rate.of(rows.confusion());
      rates.put(
          rate.id,
          share.isEmpty()
              ? new Estimate(null, null, "The group " + rate.empty + ".")
              : new Estimate(share.rate(), share.wilson(Measure.CONFIDENCE), null));
    }
    Map<String, Estimate> performance = new LinkedHashMap<>();
    for (Performance metric : Performance.values()) {
      performance.put(metric.id, Estimate.of(metric.of(rows)));
    }
    Scores scores = rows.scores();
    return new GroupFigures(
        attribute,
        group,
        rows.confusion(),
        scores == null ? null : scores.mean(),
        rates,
        performance,
        bins(rows));
  }

  private static List<Calibration.Bin> bins(Scored rows) {
    Scores scores = rows.scores();
    return scores == null
        ? List.of()
        : Calibration.equalFrequency(scores.counts(), Calibration.BINS).bins();
  }
}
