package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate works on.
 *
 * @param release the frozen release
 * @param run id of the release's first run, the same after a reset
 * @param model the model under release; null before training
 * @param incumbent what serves now; null for a first release
 * @param earlier results of the gates before, in order
 */
public record GateTask(
    FrozenRelease release,
    String run,
    @Nullable ModelRef model,
    @Nullable ModelRef incumbent,
    List<EvidenceRef> earlier) {
  public GateTask {
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }
}
