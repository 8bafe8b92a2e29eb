package dev.countersign.verification;

import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.policy.EffectivePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a passport.
 *
 * @param release workflow id of the release
 * @param demo whether it stands on embedded parts and must say so
 * @param parts what the release is made of, its model included once there is one
 * @param manifest the frozen manifest; its canonical JSON has the digest in {@code parts}
 * @param policy the effective policy; likewise
 * @param gates the last result of each gate, as it was measured, before waivers
 * @param requests what each board was asked last
 * @param signOffs the accepted sign-offs
 * @param waivers the accepted waivers
 * @param submission the submitter's signature; null: who submitted it is only a claim
 * @param orders the operators' orders that were signed
 * @param card the model card's files by name
 * @param log the whole log, its last entry the outcome
 * @param outcome how it ended, for example {@code RELEASED}
 * @param reason why, in a sentence: the summary of the log's last entry
 * @param endedAt when
 */
public record PassportContent(
    String release,
    boolean demo,
    ReleaseDigest parts,
    ReleaseManifest manifest,
    EffectivePolicy policy,
    List<GateResult> gates,
    List<SignOffRequest> requests,
    List<Envelope> signOffs,
    List<Envelope> waivers,
    @Nullable Envelope submission,
    List<Envelope> orders,
    Map<String, byte[]> card,
    EvidenceLog log,
    String outcome,
    String reason,
    Instant endedAt) {
  public PassportContent {
    gates = List.copyOf(gates);
    requests = List.copyOf(requests);
    signOffs = List.copyOf(signOffs);
    waivers = List.copyOf(waivers);
    orders = List.copyOf(orders);
    card = Map.copyOf(card);
  }
}
