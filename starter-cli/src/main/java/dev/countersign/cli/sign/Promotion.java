package dev.countersign.cli.sign;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.ReleaseName;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Statement;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.ReleaseView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The signature under a promotion: a waiver of what is left of one step's bake. */
public final class Promotion {
  /** Long enough for every seat to sign, too short to be kept for another rollout. */
  private static final Duration COUNTS_FOR = Duration.ofDays(1);

  @Option(
      names = "--seat",
      required = true,
      paramLabel = "ROLE",
      description = "The seat you sign from, for example tech-lead.")
  private String seat = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your private key, as countersign keys new wrote it.")
  private @Nullable Path key;

  /** Signs for the step the rollout is at. */
  public Envelope sign(
      ReleaseName release,
      ReleaseView view,
      @Nullable String reason,
      @Nullable String person,
      Surroundings surroundings) {
    var rollout = view.rollout();
    String step = rollout == null ? null : rollout.name();
    if (step == null || view.releaseDigest() == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          release + " is at no rollout step that could be promoted",
          "Follow it with: countersign release watch " + release);
    }
    if (reason == null || reason.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "a signed promotion gives its reason", "Add --reason TEXT");
    }
    Signatory signatory = new Signatory(seat, Objects.requireNonNull(key), person);
    Instant now = surroundings.clock().instant();
    var said =
        new WaiverPredicate(
            CheckRef.bakeTime(step),
            reason,
            seat,
            signatory.person(java.util.Optional.empty()),
            now.plus(COUNTS_FOR),
            view.log().getLast().digest(),
            now);
    var subject = Statement.Descriptor.of(release.workflowId(), view.releaseDigest());
    return Envelope.sign(
        Statement.about(subject, WaiverPredicate.TYPE, said), signatory.signingKey(surroundings));
  }
}
