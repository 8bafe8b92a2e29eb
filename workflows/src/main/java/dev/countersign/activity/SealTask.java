package dev.countersign.activity;

import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Envelope;
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
 * @param requests what boards were asked
 * @param signOffs accepted sign-offs
 * @param waivers accepted waivers
 * @param orders the operators' orders that were signed
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
    List<SignOffRequest> requests,
    List<Envelope> signOffs,
    List<Envelope> waivers,
    List<Envelope> orders,
    List<EvidenceRef> artifacts,
    EvidenceLog log) {
  public SealTask {
    results = results == null ? List.of() : List.copyOf(results);
    requests = requests == null ? List.of() : List.copyOf(requests);
    signOffs = signOffs == null ? List.of() : List.copyOf(signOffs);
    waivers = waivers == null ? List.of() : List.copyOf(waivers);
    orders = orders == null ? List.of() : List.copyOf(orders);
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
  }
}
