package dev.countersign.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.decision.Grouping;
import dev.countersign.gate.Check;
import dev.countersign.gate.Interval;
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
 * @param calibration bins of all rows, from the lowest scores to the highest; empty without scores
 * @param checks what was judged
 */
public record EvaluationReport(
    String decisions,
    GroupFigures overall,
    List<GroupFigures> groups,
    List<Calibration.Bin> calibration,
    List<Check> checks) {

  public EvaluationReport {
    groups = List.copyOf(groups);
    calibration = List.copyOf(calibration);
    checks = List.copyOf(checks);
  }

  /** A number and its interval, or why there is none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Estimate(
      @Nullable Double value, @Nullable Interval interval, @Nullable String missing) {}

  /**
   * What was counted over some rows.
   *
   * @param attribute null for all rows
   * @param group null for all rows
   * @param confusion labels against decisions
   * @param meanScore mean score in [0, 1]; null without scores or rows
   * @param performance by metric id
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GroupFigures(
      @Nullable String attribute,
      @Nullable String group,
      Confusion confusion,
      @Nullable Double meanScore,
      Map<String, Estimate> performance) {}

  static EvaluationReport of(EvaluationSet set, List<Check> checks) {
    ScoredRows rows = set.candidate();
    List<GroupFigures> groups = new ArrayList<>();
    for (Grouping grouping : set.groupings()) {
      for (int group = 0; group < grouping.groups().size(); group++) {
        ScoredRows own = rows.select(grouping.rowsOf(group));
        groups.add(figures(grouping.attribute(), grouping.groups().get(group), own));
      }
    }
    double[] scores = rows.scores();
    List<Calibration.Bin> bins =
        scores == null
            ? List.of()
            : Calibration.equalFrequency(scores, rows.favourable(), Calibration.BINS).bins();
    return new EvaluationReport(set.decisions(), figures(null, null, rows), groups, bins, checks);
  }

  private static GroupFigures figures(
      @Nullable String attribute, @Nullable String group, ScoredRows rows) {
    Map<String, Estimate> performance = new LinkedHashMap<>();
    for (Performance metric : Performance.values()) {
      Measure measure = metric.of(rows);
      performance.put(
          metric.id, new Estimate(measure.value(), measure.interval(), measure.missing()));
    }
    return new GroupFigures(attribute, group, rows.confusion(), mean(rows.scores()), performance);
  }

  private static @Nullable Double mean(double @Nullable [] scores) {
    if (scores == null || scores.length == 0) {
      return null;
    }
    double sum = 0;
    for (double score : scores) {
      sum += score;
    }
    return sum / scores.length;
  }
}
