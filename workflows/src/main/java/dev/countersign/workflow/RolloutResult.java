package dev.countersign.workflow;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.rollout.RouteObservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a rollout ended.
 *
 * @param ended PASSED when the candidate has everything, FAILED when it was rolled back, ABORTED on
 *     command
 * @param hadTraffic whether the candidate ever had a share or an audience
 * @param reason in a sentence
 * @param observed what the router routes at the end, read back; null when it could not be verified
 *     and people were called
 * @param readings evidence of every step
 */
public record RolloutResult(
    Ended ended,
    boolean hadTraffic,
    String reason,
    @Nullable RouteObservation observed,
    List<EvidenceRef> readings) {
  public RolloutResult {
    readings = readings == null ? List.of() : List.copyOf(readings);
  }
}
