package dev.countersign.release;

import dev.countersign.activity.IntakeTask;
import dev.countersign.approval.Refusal;
import dev.countersign.approval.Submission;
import dev.countersign.approval.SubmissionCheck;
import dev.countersign.approval.TrustFile;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who hands a manifest in: by a signature over it, used once; without one who the
 * manifest says, which is only a claim and not enough for a high risk.
 */
public final class Submitters {
  private final Supplier<TrustFile> trust;
  private final EvidenceStore evidence;

  /**
   * @param trust whose keys count, read anew each time so that a revoked key counts at once
   * @param evidence where used signatures are remembered, by all workers that share it
   */
  public Submitters(Supplier<TrustFile> trust, EvidenceStore evidence) {
    this.trust = trust;
    this.evidence = evidence;
  }

  /**
   * What was found.
   *
   * @param submission the signature; null when there is none, or when it doesn't count
   * @param problems why the manifest isn't accepted from this caller; at most one
   */
  record Found(@Nullable Envelope submission, List<Problem> problems) {}

  Found find(FrozenDocument document, IntakeTask task) {
    if (task.submission() == null) {
      return new Found(null, unsigned(document));
    }
    Envelope envelope;
    try {
      envelope = Json.read(task.submission().getBytes(StandardCharsets.UTF_8), Envelope.class);
    } catch (IllegalArgumentException e) {
      return refused(document, "this is no signed submission: " + e.getMessage(), "Use --key");
    }
    ReleaseManifest manifest = document.manifest();
    var submission =
        new Submission(
            "release/" + manifest.metadata().model() + "/" + manifest.metadata().version(),
            Digests.ofJson(manifest),
            manifest.metadata().submittedBy());
    Optional<Refusal> refusal =
        SubmissionCheck.refuse(
                envelope, trust.get(), submission, document.policy().tier(), task.started())
            .or(() -> refuseUse(envelope, manifest.metadata().model(), task));
    return refusal
        .map(no -> refused(document, no.sentence(), no.nextStep()))
        .orElseGet(() -> new Found(envelope, List.of()));
  }

  /** One signature starts one release, whoever has seen it since; the same run may ask again. */
  private Optional<Refusal> refuseUse(Envelope envelope, String model, IntakeTask task) {
    String register =
        "submissions-" + Digests.parse(Digests.sha256(model.getBytes(StandardCharsets.UTF_8)));
    String use = envelope.digest() + " " + task.run();
    if (evidence.recall(register).contains(use)) {
      return firstUse(evidence.recall(register), envelope, use);
    }
    Optional<Refusal> notForThis =
        SubmissionCheck.refuseStart(envelope, task.base(), task.started());
    return notForThis.isPresent()
        ? notForThis
        : firstUse(evidence.remember(register, use), envelope, use);
  }

  private static Optional<Refusal> firstUse(List<String> uses, Envelope envelope, String use) {
    String first =
        uses.stream().filter(one -> one.startsWith(envelope.digest())).findFirst().orElse(use);
    return first.equals(use) ? Optional.empty() : Optional.of(SubmissionCheck.replayed());
  }

  private static List<Problem> unsigned(FrozenDocument document) {
    if (document.policy().tier().compareTo(RiskTier.HIGH) < 0
        || RolloutDefaults.isEmbedded(document.manifest())) {
      return List.of();
    }
    String person = document.manifest().metadata().submittedBy();
    return List.of(
        problem(
            document,
            "nobody proved to be " + person + ", and for a high risk the submitter signs",
            "Start it with --key FILE, a key that the worker's trust file names under " + person));
  }

  private static Found refused(FrozenDocument document, String message, String remedy) {
    return new Found(null, List.of(problem(document, message, remedy)));
  }

  private static Problem problem(FrozenDocument document, String message, String remedy) {
    int line = ManifestReader.read(document.text()).draft().at("metadata", "submittedBy").line();
    return new Problem(line, "metadata.submittedBy", message, remedy);
  }
}
