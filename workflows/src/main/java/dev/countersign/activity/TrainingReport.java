package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import java.util.List;
import java.util.Map;

/**
 * A trained model. A training activity written in another language returns the same JSON.
 *
 * @param model what was trained
 * @param metrics what the training itself reports, by name
 * @param artifacts logs and the like
 */
public record TrainingReport(
    ModelRef model, Map<String, Double> metrics, List<EvidenceRef> artifacts) {
  public TrainingReport {
    metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
  }
}
