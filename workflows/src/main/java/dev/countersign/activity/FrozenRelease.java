package dev.countersign.activity;

import dev.countersign.approval.Seat;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.policy.EffectivePolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release as intake froze it: what the workflow decides by. Everything else is in {@link
 * #document}.
 *
 * @param model name of the model
 * @param version its version
 * @param tier risk tier
 * @param useCase what the release is to be used for, which a seat confirms
 * @param document the whole frozen release in the evidence store
 * @param digest what it is made of, by digest: manifest, policy, data, and the model once it is
 *     there
 * @param brought the model, when the manifest brings one
 * @param training the training job, when there is one
 * @param mitigated attributes a mitigation is named for; empty when none is
 * @param separated people who built the release and so can't approve it
 * @param submitter who handed it in, and whether that is more than a claim
 * @param seats who has to sign
 * @param waivers which seats all have to waive a check, and for how long they may
 * @param holdDeadline how long an inconclusive gate waits for a person; then the answer is no
 * @param rollout how traffic grows
 * @param rollbackWindow how long after release one command goes back to the former champion
 * @param demo whether it stands on embedded parts and must say so
 */
public record FrozenRelease(
    String model,
    String version,
    RiskTier tier,
    UseCase useCase,
    EvidenceRef document,
    ReleaseDigest digest,
    @Nullable ModelRef brought,
    @Nullable TrainingSpec training,
    List<String> mitigated,
    List<String> separated,
    Submitter submitter,
    List<Seat> seats,
    EffectivePolicy.Waivers waivers,
    Duration holdDeadline,
    RolloutTerms rollout,
    Duration rollbackWindow,
    boolean demo) {
  public FrozenRelease {
    mitigated = mitigated == null ? List.of() : List.copyOf(mitigated);
    separated = separated == null ? List.of() : List.copyOf(separated);
    seats = seats == null ? List.of() : List.copyOf(seats);
  }
}
