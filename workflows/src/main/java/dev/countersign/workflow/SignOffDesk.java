package dev.countersign.workflow;

import dev.countersign.activity.SignOffTask;
import dev.countersign.approval.BoardState;
import dev.countersign.approval.Reception;
import dev.countersign.approval.SignOff;
import dev.countersign.approval.SignOffCheck;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;

/**
 * Takes what people sign. Whether a signature is genuine is found out by an activity; whether it
 * counts is decided by {@link BoardState}.
 */
final class SignOffDesk {
  private static final int LONGEST_ENVELOPE = 64 * 1024;

  private final ReleaseState state;
  private final BoardRoom room;
  private final BoardLedger ledger;

  SignOffDesk(ReleaseState state, BoardRoom room, BoardLedger ledger) {
    this.state = state;
    this.room = room;
    this.ledger = ledger;
  }

  /** Refuses, before anything is done, what can't be a sign-off that is waited for. */
  void refuseUnlessAsked(SignedPaper paper) {
    refuseUnlessReadable(paper);
    if (ledger.asked() == null) {
      throw new IllegalArgumentException(
          "CLOSED: no board is asked to sign now; the release is at "
              + state.progress().current().title());
    }
  }

  static void refuseUnlessReadable(SignedPaper paper) {
    if (paper.envelope() == null || paper.envelope().isBlank()) {
      throw new IllegalArgumentException(
          "MALFORMED: there is no envelope; sign with `countersign approve`");
    }
    if (paper.envelope().length() > LONGEST_ENVELOPE) {
      throw new IllegalArgumentException(
          "MALFORMED: an envelope takes at most " + LONGEST_ENVELOPE + " characters");
    }
  }

  /** Takes a sign-off whose shape was validated. */
  SignOffReceipt sign(SignedPaper paper) {
    BoardState asked = ledger.asked();
    if (asked == null) {
      throw refused("CLOSED", "no board is asked to sign any more");
    }
    SignOffCheck.Checked checked =
        Calls.signOff(
                "verify a signature for the " + BoardRoom.name(asked.request().board()) + " board")
            .verify(new SignOffTask(asked.request(), paper.envelope()));
    return switch (checked) {
      case SignOffCheck.Checked.Refused(var refusal) ->
          throw turnedAway("a sign-off", refusal.toString(), refusal.code().name());
      case SignOffCheck.Checked.Verified(SignOff signOff) -> take(signOff);
    };
  }

  private SignOffReceipt take(SignOff signOff) {
    BoardState open = ledger.asked();
    if (open == null) {
      throw turnedAway(signOff.seat(), "the board has decided meanwhile", "CLOSED");
    }
    return switch (open.accept(signOff, state.log(), ReleaseState.now())) {
      case Reception.Refused(var refusal) ->
          throw turnedAway(signOff.seat(), refusal.toString(), refusal.code().name());
      case Reception.Accepted(BoardState after) -> {
        if (!after.equals(open)) {
          ledger.accept(signOff, after);
          state.noteDigest(
              EntryKind.SIGN_OFF,
              signOff.seat(),
              Digests.ofJson(signOff.envelope()),
              signOff.person() + ": " + signOff.said().decision());
          room.show(after.request());
        }
        yield new SignOffReceipt(signOff.seat(), BoardLedger.sentence(signOff), ledger.missing());
      }
    };
  }

  /** Takes a sign-off that came as a signal: whoever sent it can't be answered, so the log is. */
  void signByPost(SignedPaper paper) {
    try {
      refuseUnlessAsked(paper);
      var _ = sign(paper);
    } catch (IllegalArgumentException malformed) {
      state.note(EntryKind.SIGN_OFF_REFUSED, "signal", String.valueOf(malformed.getMessage()));
    } catch (TemporalFailure refused) {
      Workflow.getLogger(SignOffDesk.class)
          .info("signalled sign-off refused: {}", refused.getMessage());
    }
  }

  private ApplicationFailure turnedAway(String about, String why, String code) {
    state.note(EntryKind.SIGN_OFF_REFUSED, about, why);
    return refused(code, why);
  }

  static ApplicationFailure refused(String code, String why) {
    return ApplicationFailure.newBuilder()
        .setType(code)
        .setMessage(why.startsWith(code) ? why : code + ": " + why)
        .setNonRetryable(true)
        .build();
  }
}
