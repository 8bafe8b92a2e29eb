package dev.countersign.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.gate.Check;
import dev.countersign.gate.Interval;
import java.util.ArrayList;
import java.util.List;
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
    static Estimate of(Measure measure) {
      return new Estimate(measure.value(), measure.interval(), measure.missing());
    }

    /** What a check measured; where that came to nothing its note says why. */
    static Estimate of(Check measured) {
      String missing = measured.value() == null ? measured.note() : null;
      return new Estimate(measured.value(), measured.interval(), missing);
    }
  }

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
            GroupFigures.of(
                attribute.attribute(),
                attribute.groups().get(group),
                attribute.scored().get(group)));
      }
    }
    GroupFigures overall = GroupFigures.of(null, null, set.all());
    return new EvaluationReport(
        set.decisions(), overall, groups, comparisons(set), overall.calibration(), checks);
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
}
