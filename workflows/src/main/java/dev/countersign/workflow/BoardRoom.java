package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.Notice;
import dev.countersign.approval.BoardStatus;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.workflow.StageView.Status;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Locale;

/** Asks boards to sign, and waits for what they decide. */
final class BoardRoom {
  private final ReleaseState state;
  private final Control control;
  private final OperatorView view;
  private final BoardLedger ledger;

  BoardRoom(ReleaseState state, Control control, OperatorView view, BoardLedger ledger) {
    this.state = state;
    this.control = control;
    this.view = view;
    this.ledger = ledger;
  }

  /** Asks a board and waits until every seat has signed, one says no, or a deadline passes. */
  StageEnd ask(Board which) {
    FrozenRelease release = state.release();
    List<Seat> seats = release.seats().stream().filter(seat -> seat.board() == which).toList();
    if (seats.isEmpty()) {
      return StageEnd.skipped("no seat sits on this board");
    }
    SignOffRequest request = request(which, release, seats);
    ledger.open(request);
    state.noteDigest(
        EntryKind.SIGN_OFF_REQUESTED,
        name(which),
        Digests.ofJson(request),
        "asked: " + roles(seats));
    show(request);
    tell(request);
    BoardStatus status = decided();
    ledger.close();
    view.awaiting(List.of());
    control.stopIfAborted();
    return switch (status) {
      case BoardStatus.Approved() ->
          StageEnd.passed("signed by " + String.join(", ", roles(seats)));
      case BoardStatus.Rejected(String seat, String person) ->
          new StageEnd(
              Ended.FAILED,
              seat + " said no" + ledger.commentOf(seat).map(": "::concat).orElse(""));
      case BoardStatus.Expired(List<String> missing) ->
          new StageEnd(
              Ended.EXPIRED,
              "nobody signed for " + String.join(", ", missing) + " in time: the answer is no");
      case BoardStatus.Waiting(List<String> missing, var until) ->
          throw new IllegalStateException("still waits for " + missing);
    };
  }

  private SignOffRequest request(Board which, FrozenRelease release, List<Seat> seats) {
    return new SignOffRequest(
        Workflow.getInfo().getWorkflowId(),
        which,
        state.digest().digest(),
        state.log().head(),
        seats,
        release.separated(),
        ledger.seated(),
        release.tier(),
        release.useCase(),
        ReleaseState.now());
  }

  private BoardStatus decided() {
    while (true) {
      BoardStatus status = status();
      if (control.aborted() || !(status instanceof BoardStatus.Waiting waiting)) {
        return status;
      }
      Waiting.until(
          waiting.until(),
          "the %s board has to answer by then: %s"
              .formatted(
                  name(ledger.current().request().board()), String.join(", ", waiting.missing())),
          () -> control.aborted() || !(status() instanceof BoardStatus.Waiting));
    }
  }

  private BoardStatus status() {
    return ledger.current().status(ReleaseState.now());
  }

  /** Shows operators whom the release waits for. */
  void show(SignOffRequest request) {
    List<String> missing = ledger.missing();
    state
        .progress()
        .waiting(
            Status.WAITING,
            ReleaseState.now(),
            missing.isEmpty()
                ? "everybody has answered"
                : "waits for "
                    + String.join(", ", missing)
                    + ": `countersign approve "
                    + named(request)
                    + " --seat …`");
    view.awaiting(missing);
    view.describe(control.paused());
  }

  private void tell(SignOffRequest request) {
    String release = named(request);
    String again = ledger.voidedBecause();
    Notice notice =
        new Notice(
            release,
            Notice.Urgency.ASK,
            release + " waits for your signature",
            (again == null ? "" : "Every earlier sign-off is void, it was " + again + ". ")
                + "Read the evidence, then: countersign approve "
                + release
                + " --seat SEAT --key KEY",
            roles(request.seats()));
    try {
      Calls.people("ask the " + name(request.board()) + " board").tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(BoardRoom.class).warn("could not tell the board of {}", release);
    }
  }

  private static String named(SignOffRequest request) {
    return request.release().substring("release/".length());
  }

  private static List<String> roles(List<Seat> seats) {
    return seats.stream().map(Seat::role).toList();
  }

  static String name(Board which) {
    return which.name().toLowerCase(Locale.ROOT);
  }
}
