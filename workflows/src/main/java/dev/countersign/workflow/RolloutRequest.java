package dev.countersign.workflow;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.RiskTier;
import dev.countersign.rollout.WaivedCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollout to be done.
 *
 * @param release workflow id of the release it belongs to
 * @param model name of the model
 * @param tier risk tier, for the operator's lists
 * @param terms router, metrics and plan
 * @param candidate the model under release
 * @param incumbent what serves now; null for a first release
 * @param document the frozen release
 * @param waived live checks that people let go on already
 */
public record RolloutRequest(
    String release,
    String model,
    RiskTier tier,
    RolloutTerms terms,
    ModelRef candidate,
    @Nullable ModelRef incumbent,
    EvidenceRef document,
    List<WaivedCheck> waived) {
  public RolloutRequest {
    waived = waived == null ? List.of() : List.copyOf(waived);
  }
}
