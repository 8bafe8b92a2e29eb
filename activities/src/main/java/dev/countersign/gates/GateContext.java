package dev.countersign.gates;

import dev.countersign.data.Dataset;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Scorer;
import dev.countersign.policy.EffectivePolicy;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate is given: the frozen bar, the data, the model where there is one by now, and what the
 * gates before it found.
 *
 * @param manifest the frozen manifest
 * @param policy the bar, frozen before anything was measured
 * @param data the release's data
 * @param model the model under release; null before training, and when there is none to call
 * @param modelFile its file; null as {@code model}, and for endpoints
 * @param incumbent what serves now; null for a first release
 * @param earlier results of the gates before this one, in order
 * @param evidence where to leave artifacts
 * @param progress told how far the gate has come
 */
public record GateContext(
    ReleaseManifest manifest,
    EffectivePolicy policy,
    Dataset data,
    @Nullable Scorer model,
    @Nullable Path modelFile,
    @Nullable Scorer incumbent,
    List<GateResult> earlier,
    EvidenceStore evidence,
    Progress progress) {
  public GateContext {
    earlier = List.copyOf(earlier);
  }
}
