package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.EvidenceLog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a passport.
 *
 * @param release the frozen release
 * @param run id of the release's first run
 * @param outcome for example {@code RELEASED}
 * @param reason in a sentence
 * @param endedAt when it was decided
 * @param model the model, if there was one by then
 * @param results gate results in order
 * @param envelopes accepted sign-offs and waivers, as DSSE envelopes
 * @param artifacts card, plots and reports
 * @param log everything that happened, its last entry the outcome
 */
public record SealTask(
    FrozenRelease release,
    String run,
    String outcome,
    String reason,
    Instant endedAt,
    @Nullable ModelRef model,
    List<EvidenceRef> results,
    List<String> envelopes,
    List<EvidenceRef> artifacts,
    EvidenceLog log) {
  public SealTask {
    results = results == null ? List.of() : List.copyOf(results);
    envelopes = envelopes == null ? List.of() : List.copyOf(envelopes);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
  }
}
