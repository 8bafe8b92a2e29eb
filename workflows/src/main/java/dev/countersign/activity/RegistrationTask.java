package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import java.util.List;

/**
 * What goes into the registry.
 *
 * @param release the frozen release
 * @param attempt which attempt of the release: registering twice for it changes nothing
 * @param model the model
 * @param results gate results
 * @param artifacts plots, card and reports
 */
public record RegistrationTask(
    FrozenRelease release,
    String attempt,
    ModelRef model,
    List<EvidenceRef> results,
    List<EvidenceRef> artifacts) {
  public RegistrationTask {
    results = results == null ? List.of() : List.copyOf(results);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
  }
}
