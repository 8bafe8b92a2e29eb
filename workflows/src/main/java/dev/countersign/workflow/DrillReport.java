package dev.countersign.workflow;

import dev.countersign.rollout.RouteObservation;
import java.time.Duration;

/**
 * A rollback that was rehearsed on live traffic.
 *
 * @param step the step whose traffic was given back
 * @param trafficPercent what the candidate had by weight, in [0, 100]
 * @param took from the command's arrival at the rollout until the router was read back and a probe
 *     answered as it should
 * @param observed what the router routed then
 * @param probe what the probe was answered by, in words
 * @param resumes whether the step is taken again; else the rollout ends with it
 */
public record DrillReport(
    String step,
    double trafficPercent,
    Duration took,
    RouteObservation observed,
    String probe,
    boolean resumes) {

  /** What happened, in a sentence. */
  public String sentence() {
    return "drill at step %s: everything was given back and verified in %d ms, at generation %d; %s; %s"
        .formatted(
            step,
            took.toMillis(),
            observed.generation(),
            probe,
            resumes ? "the step is taken again" : "the rollout ends with it");
  }
}
