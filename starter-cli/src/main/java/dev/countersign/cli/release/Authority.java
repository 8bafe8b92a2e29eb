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
public record Authority(String who, @Nullable String reason, @Nullable SigningKey key) {

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
    return signed(new SignedOrder(release.workflowId(), order, who, reason), head, key, clock);
  }

  /**
   * A command to something else than a release, which is never given unsigned.
   *
   * @param subject what it is about, by name
   * @param digest the same, by digest
   * @param order what is to be done
   * @throws CommandFailure if there is no key or no reason
   */
  public Command signedCommand(String subject, String digest, String order, InstantSource clock) {
    return signed(
        new SignedOrder(subject, order, who, requiredReason()), digest, requireSignature(), clock);
  }

  /**
   * The key of an order that is given only signed and with its reason.
   *
   * @throws CommandFailure if there is no key or no reason
   */
  public SigningKey requireSignature() {
    if (key == null) {
      throw new CommandFailure(
          ExitCode.USAGE, "this order is given only signed", "Add --key FILE, your private key");
    }
    var _ = requiredReason();
    return key;
  }

  private static Command signed(
      SignedOrder order, String digest, SigningKey key, InstantSource clock) {
    return new Command(
        order.person(), order.reason(), SignedPaper.of(order.sign(digest, clock.instant(), key)));
  }

  /** The reason, where one has to be given. */
  String requiredReason() {
    if (reason == null || reason.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "what is signed gives its reason", "Add --reason TEXT");
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
