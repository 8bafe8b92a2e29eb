package dev.countersign.rollout;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Severity;
import java.util.Map;
import java.util.stream.Collectors;

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
        .filter(bar -> breaches(bar, reading))
        .map(
            bar -> {
              LiveFigure.Side side = incumbent(bar.getKey(), reading);
              return bar.getKey() + " is " + (side == null ? "unknown" : side.value());
            })
        .collect(Collectors.joining("; "));
  }

  private static boolean breaches(Map.Entry<String, CheckBar> bar, StepReading reading) {
    Bounds bounds = bar.getValue().bounds();
    LiveFigure.Side side = incumbent(bar.getKey(), reading);
    Interval interval = side == null ? null : side.interval();
    return bar.getValue().severity() == Severity.BLOCK
        && bounds != null
        && interval != null
        && bounds.excludeAllOf(interval);
  }

  private static LiveFigure.@org.jspecify.annotations.Nullable Side incumbent(
      String id, StepReading reading) {
    return LiveMetric.named(id).flatMap(reading::figure).map(LiveFigure::incumbent).orElse(null);
  }
}
