package dev.countersign.rollout;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Severity;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether what serves beside a candidate is itself beyond the bars that would stop a candidate. */
final class IncumbentBreach {
  private IncumbentBreach() {}

  /**
   * Whether the incumbent's interval lies wholly outside a blocking bar, on as many requests as a
   * candidate is judged by.
   */
  static boolean isCertain(RolloutPlan plan, PlannedStep step, StepReading reading) {
    Long requests = reading.incumbentRequests();
    return requests != null
        && requests >= plan.minimumRequests()
        && step.checks().entrySet().stream().anyMatch(bar -> breaches(bar, reading));
  }

  /** What it breaches, with figures. */
  static String words(PlannedStep step, StepReading reading) {
    return step.checks().entrySet().stream()
        .flatMap(bar -> breaching(bar, reading).map(figure -> words(bar.getKey(), figure)))
        .collect(Collectors.joining("; "));
  }

  private static String words(String check, LiveFigure figure) {
    LiveFigure.Groups groups = figure.groups();
    LiveFigure.Side side = figure.incumbent();
    return check
        + (groups == null
            ? ""
            : " of %s, %s against %s"
                .formatted(groups.attribute(), groups.group(), groups.reference()))
        + " is "
        + (side == null ? "unknown" : side.value());
  }

  private static boolean breaches(Map.Entry<String, CheckBar> bar, StepReading reading) {
    return breaching(bar, reading).findAny().isPresent();
  }

  private static Stream<LiveFigure> breaching(
      Map.Entry<String, CheckBar> bar, StepReading reading) {
    Bounds bounds = bar.getValue().bounds();
    return bounds == null || bar.getValue().severity() != Severity.BLOCK
        ? Stream.empty()
        : LiveMetric.named(bar.getKey()).stream()
            .flatMap(metric -> reading.figures(metric).stream())
            .filter(figure -> liesOutside(bounds, figure.incumbent()));
  }

  private static boolean liesOutside(Bounds bounds, LiveFigure.@Nullable Side side) {
    Interval interval = side == null ? null : side.interval();
    return interval != null && bounds.excludeAllOf(interval);
  }
}
