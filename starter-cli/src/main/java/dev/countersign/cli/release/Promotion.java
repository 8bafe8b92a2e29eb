package dev.countersign.cli.release;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.cli.CommandFailure;
import dev.countersign.client.ReleaseName;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Statement;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.ReleaseView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The signature under a promotion: a waiver of what is left of one step's bake. */
final class Promotion {
  /** Long enough for every seat to sign, too short to be kept for another rollout. */
  private static final Duration COUNTS_FOR = Duration.ofDays(1);

  private Promotion() {}

  /** Signs from a seat for the step the rollout is at. */
  static Envelope sign(
      ReleaseName release,
      ReleaseView view,
      String seat,
      Authority authority,
      InstantSource clock) {
    var rollout = view.rollout();
    String step = rollout == null ? null : rollout.name();
    String digest = view.releaseDigest();
    if (step == null || digest == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          release + " is at no rollout step that could be promoted",
          "Follow it with: countersign release watch " + release);
    }
    Instant now = clock.instant();
    var said =
        new WaiverPredicate(
            CheckRef.bakeTime(step),
            authority.requiredReason(),
            seat,
            authority.who(),
            now.plus(COUNTS_FOR),
            view.log().getLast().digest(),
            now);
    var subject = Statement.Descriptor.of(release.workflowId(), digest);
    return Envelope.sign(
        Statement.about(subject, WaiverPredicate.TYPE, said), authority.requiredKey());
  }
}
