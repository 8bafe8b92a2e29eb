package dev.countersign.cli.release;

import dev.countersign.approval.SignedOrder;
import dev.countersign.cli.CommandFailure;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.SignedPaper;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gives an order, with everything that is needed to give it at hand.
 *
 * @param who the person
 * @param reason why, if they said so
 * @param key signs the order; null where the person is only claimed
 */
record Authority(String who, @Nullable String reason, @Nullable SigningKey key) {

  /**
   * The command to send.
   *
   * @param order what is to be done, for example {@code pause}
   */
  Command command(ReleaseName release, String order, Releases releases, InstantSource clock) {
    if (key == null) {
      return new Command(who, reason);
    }
    List<LogEntry> log = releases.view(release).log();
    String head = log.isEmpty() ? EvidenceLog.EMPTY_HEAD : log.getLast().digest();
    return new Command(
        who,
        reason,
        SignedPaper.of(
            new SignedOrder(release.workflowId(), order, who, reason)
                .sign(head, clock.instant(), key)));
  }

  /** The reason, where it is signed from a seat. */
  String requiredReason() {
    if (reason == null || reason.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "what is signed from a seat gives its reason", "Add --reason TEXT");
    }
    return reason;
  }

  /** The key, where something is signed from a seat. */
  SigningKey requiredKey() {
    if (key == null) {
      throw new CommandFailure(
          ExitCode.USAGE, "a seat signs with a key", "Add --key FILE, or leave --seat out");
    }
    return key;
  }
}
