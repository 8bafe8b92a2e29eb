package dev.countersign.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one side over the window; null is what the source does not say.
 *
 * @param requests requests it was asked to answer
 * @param errors requests it failed to answer
 * @param decisions rows it decided
 * @param favourable rows it decided favourably
 * @param latency how long its answers took
 * @param compared mirrored rows whose decision was compared with the incumbent's
 * @param differing those of them in which it differed
 * @param groups decisions by group, of those the source tells
 * @param ungrouped by attribute, rows decided that told none of its groups; an attribute the source
 *     does not say it of is absent
 */
public record SideCounts(
    @Nullable Long requests,
    @Nullable Long errors,
    @Nullable Long decisions,
    @Nullable Long favourable,
    @Nullable LatencyHistogram latency,
    @Nullable Long compared,
    @Nullable Long differing,
    List<GroupCount> groups,
    Map<String, Long> ungrouped) {
  public SideCounts {
    groups = List.copyOf(groups);
    ungrouped = Map.copyOf(ungrouped);
  }

  /**
   * Decisions on people of one group.
   *
   * @param attribute the protected attribute
   * @param group the group
   * @param decisions rows decided; null is what the source does not say
   * @param favourable rows decided favourably; null is what the source does not say
   */
  public record GroupCount(
      String attribute, String group, @Nullable Long decisions, @Nullable Long favourable) {}

  /** The decisions on a group, if the source tells. */
  Optional<GroupCount> group(String attribute, String group) {
    return groups.stream()
        .filter(count -> count.attribute().equals(attribute) && count.group().equals(group))
        .findFirst();
  }
}
