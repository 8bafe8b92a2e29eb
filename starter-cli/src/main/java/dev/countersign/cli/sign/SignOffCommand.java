package dev.countersign.cli.sign;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.SignOffDraft;
import dev.countersign.passport.SigningKey;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.SignOffReceipt;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs what a board is asked: yes or no. */
@Command(mixinStandardHelpOptions = true)
public final class SignOffCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Decision decision;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why; signed with the rest.")
  private @Nullable String comment;

  @Mixin private final Signatory signatory = new Signatory();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private SignOffCommand(Surroundings surroundings, Decision decision) {
    this.surroundings = surroundings;
    this.decision = decision;
  }

  /** {@code approve}. */
  public static CommandLine approve(Surroundings surroundings) {
    return command(
        "approve",
        Decision.APPROVE,
        surroundings,
        "Sign a seat: the release may go on, and its use case is confirmed.");
  }

  /** {@code reject}. */
  public static CommandLine reject(Surroundings surroundings) {
    return command("reject", Decision.REJECT, surroundings, "Say no from a seat: it stops here.");
  }

  private static CommandLine command(
      String word, Decision decision, Surroundings surroundings, String purpose) {
    CommandLine command = new CommandLine(new SignOffCommand(surroundings, decision));
    command.setCommandName(word);
    command.getCommandSpec().usageMessage().description(purpose);
    return command;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    SigningKey key = signatory.signingKey(surroundings);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      ReleaseView view = releases.view(release);
      Seat seat = SignOffDraft.seat(SignOffDraft.asked(view), signatory.seat());
      SignOffDraft draft =
          SignOffDraft.of(
              view,
              seat.role(),
              signatory.person(Optional.of(seat)),
              decision,
              comment,
              surroundings.clock().instant());
      SignOffReceipt receipt = releases.sign(release, draft.sign(key));
      if (json.isWanted()) {
        json.print(surroundings.terminal(), receipt);
      } else {
        print(receipt);
      }
    }
    return 0;
  }

  private void print(SignOffReceipt receipt) {
    PrintWriter out = surroundings.terminal().out();
    out.println(receipt.said());
    out.println(
        receipt.awaiting().isEmpty()
            ? "nobody else is asked"
            : "still asked: " + String.join(", ", receipt.awaiting()));
    out.flush();
  }
}
