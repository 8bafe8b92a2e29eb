package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import org.jspecify.annotations.Nullable;

/**
 * Whose traffic is meant.
 *
 * @param model name of the model
 * @param terms router, metrics and plan
 * @param holder the rollout that asks: workflow id and run id
 * @param candidate the model under release
 * @param incumbent what serves now; null for a first release
 * @param document the frozen release, for golden rows
 */
public record TrafficTask(
    String model,
    RolloutTerms terms,
    String holder,
    ModelRef candidate,
    @Nullable ModelRef incumbent,
    EvidenceRef document) {}
