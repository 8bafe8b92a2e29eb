package dev.countersign.workflow;

import dev.countersign.activity.OrderTask;
import dev.countersign.activity.OrderVerdict;
import dev.countersign.approval.Refusal;
import dev.countersign.approval.SignedOrder;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Finds out whether an operator's command that says it is signed is signed. */
final class Orders {
  private Orders() {}

  /** Refuses, before anything is done, a command that can't be written down or read. */
  static void refuseUnlessReadable(Command command) {
    if (command.person() == null || command.person().isBlank()) {
      throw new IllegalArgumentException("NO_PERSON: say who gives the command (--as NAME)");
    }
    if (command.person().length() > Command.LONGEST
        || (command.reason() != null && command.reason().length() > Command.LONGEST)) {
      throw new IllegalArgumentException(
          "TOO_LONG: name and reason take at most " + Command.LONGEST + " characters each");
    }
    if (command.signed() != null) {
      SignOffDesk.refuseUnlessReadable(command.signed());
    }
  }

  /**
   * The envelope of a signed command; null for one that nobody signed.
   *
   * @param release workflow id of the release
   * @param order what is to be done, for example {@code pause}
   * @param log the release's log; null when it has ended
   * @throws io.temporal.failure.ApplicationFailure if the signature doesn't hold, with the code of
   *     the refusal as its type
   */
  static @Nullable Envelope verified(
      String release, String order, Command command, @Nullable EvidenceLog log) {
    if (command.signed() == null) {
      return null;
    }
    var said = new SignedOrder(release, order, command.person(), command.reason());
    OrderVerdict verdict =
        Calls.signOff("verify the signature of an order to " + order)
            .verifyOrder(new OrderTask(said, log, command.signed().envelope()));
    Refusal refusal = verdict.refusal();
    if (refusal != null) {
      Workflow.getLogger(Orders.class).info("order to {} refused: {}", order, refusal);
      throw SignOffDesk.refused(refusal.code().name(), refusal.toString());
    }
    return verdict.envelope();
  }

  /** Who gave a command and how that is known, for the log. */
  static String who(Command command) {
    return command.person() + (command.signed() == null ? " (not signed)" : " (signed)");
  }
}
