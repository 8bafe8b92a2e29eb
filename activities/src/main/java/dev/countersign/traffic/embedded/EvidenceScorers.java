package dev.countersign.traffic.embedded;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.traffic.ServedModel;
import java.util.List;

/**
 * Opens models from the evidence store, where they stand under the digest they are named by.
 *
 * @param evidence where training and intake left them
 */
public record EvidenceScorers(EvidenceStore evidence) implements ScorerLoader {
  @Override
  public Scorer load(ServedModel model) {
    return Models.open(
        evidence.path(model.target().digest()),
        model.format(),
        model.features(),
        List.of(),
        model.outputs());
  }
}
