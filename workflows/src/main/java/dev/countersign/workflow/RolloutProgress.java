package dev.countersign.workflow;

import dev.countersign.gate.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout is.
 *
 * @param step number of the step, from 1; 0 before the first
 * @param steps how many there are
 * @param name of the step, for example {@code 25 %}
 * @param trafficPercent what the router was last seen to give the candidate, in [0, 100]
 * @param doing what is being done, in a few words
 * @param paused whether people have it paused
 * @param held why it stands still and what to do about it; null while it goes on
 * @param until when the answer becomes no, while it stands still
 * @param open checks that hold it and could be waived
 * @param warnings what the last reading of each step warns of, in sentences
 */
public record RolloutProgress(
    int step,
    int steps,
    @Nullable String name,
    double trafficPercent,
    String doing,
    boolean paused,
    @Nullable String held,
    @Nullable Instant until,
    List<Check> open,
    List<String> warnings) {
  public RolloutProgress {
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    open = open == null ? List.of() : List.copyOf(open);
  }
}
