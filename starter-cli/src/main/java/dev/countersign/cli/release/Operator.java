package dev.countersign.cli.release;

import dev.countersign.approval.SignedOrder;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.KeyFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.SignedPaper;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who steers a release, why, and with which key, if any. */
final class Operator {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the release's log.")
  private @Nullable String reason;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Sign the order with your private key, so that the log can prove who gave it.")
  private @Nullable Path key;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description =
          "Who gives the order (default: the key file's name where it names a person, else the user"
              + " name). Without --key a claim; kept in the log.")
  private @Nullable String person;

  /**
   * The command to send.
   *
   * @param order what is to be done, for example {@code pause}
   */
  Command command(ReleaseName release, String order, Releases releases, Surroundings surroundings) {
    String who = who();
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
                .sign(head, surroundings.clock().instant(), KeyFile.read(key, surroundings))));
  }

  /** The reason, where it is signed. */
  String requiredReason() {
    String given = reason;
    if (given == null || given.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "what is signed from a seat gives its reason", "Add --reason TEXT");
    }
    return given;
  }

  /** The key, where something is signed from a seat. */
  SigningKey requiredKey(Surroundings surroundings) {
    Path given = key;
    if (given == null) {
      throw new CommandFailure(
          ExitCode.USAGE, "a seat signs with a key", "Add --key FILE, or leave --seat out");
    }
    return KeyFile.read(given, surroundings);
  }

  String who() {
    if (person != null) {
      return person;
    }
    String user = System.getProperty("user.name", "unknown");
    return key == null ? user : KeyFile.owner(key).orElse(user);
  }
}
