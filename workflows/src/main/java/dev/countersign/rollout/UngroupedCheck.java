package dev.countersign.rollout;

import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Warns of decisions that no comparison of groups counts. It decides nothing: what is missing of a
 * group may make that group's own checks inconclusive.
 */
final class UngroupedCheck {
  /** Its id. */
  static final String ID = "ungrouped-decisions";

  private UngroupedCheck() {}

  /** A warning for each attribute of which some decisions told no group, or may have. */
  static List<Check> of(PlannedStep step, RolloutPlan plan, StepReading reading) {
    boolean byGroup =
        step.checks().keySet().stream()
            .flatMap(id -> LiveMetric.named(id).stream())
            .anyMatch(LiveMetric::byGroup);
    return byGroup && reading.problem() == null
        ? plan.groups().stream().flatMap(groups -> of(groups, reading)).toList()
        : List.of();
  }

  private static Stream<Check> of(LiveGroups groups, StepReading reading) {
    List<Ungrouped> untold =
        reading.ungrouped().stream()
            .filter(one -> one.attribute().equals(groups.attribute()) && !one.isNone())
            .toList();
    if (untold.isEmpty()) {
      return Stream.empty();
    }
    Ungrouped candidate =
        untold.stream().filter(one -> one.role() == Role.CANDIDATE).findFirst().orElse(null);
    return Stream.of(
        new Check(
            ID,
            groups.attribute(),
            null,
            null,
            "decisions",
            share(candidate),
            null,
            null,
            Verdict.WARN,
            candidate == null ? null : candidate.of(),
            "the candidate's decisions that told none of the declared groups, as a share of all",
            "%s told none of %s: they count in no comparison of groups. Callers tell it by %s."
                .formatted(
                    untold.stream().map(Ungrouped::words).collect(Collectors.joining(", ")),
                    String.join(", ", groups.groups()),
                    groups.toldBy()),
            null));
  }

  private static @Nullable Double share(@Nullable Ungrouped side) {
    Long decisions = side == null ? null : side.decisions();
    Long of = side == null ? null : side.of();
    return decisions == null || of == null || of == 0 ? null : (Double) ((double) decisions / of);
  }
}
