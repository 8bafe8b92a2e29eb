package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.Notice;
import dev.countersign.activity.SignOffTask;
import dev.countersign.approval.BoardState;
import dev.countersign.approval.BoardStatus;
import dev.countersign.approval.Decision;
import dev.countersign.approval.Reception;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOff;
import dev.countersign.approval.SignOffCheck;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.workflow.StageView.Status;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks boards to sign and takes what they sign. Whether a signature is genuine is found out by an
 * activity; whether it counts is decided by {@link BoardState}.
 */
final class SignOffDesk {
  private static final int LONGEST_ENVELOPE = 64 * 1024;

  private final ReleaseState state;
  private final Control control;
  private final OperatorView view;
  private final List<SignOff> accepted = new ArrayList<>();
  private final List<SignOffRequest> requests = new ArrayList<>();
  private Map<String, String> seated = new LinkedHashMap<>();
  private @Nullable BoardState board;

  SignOffDesk(ReleaseState state, Control control, OperatorView view) {
    this.state = state;
    this.control = control;
    this.view = view;
  }

  /** Asks a board and waits until every seat has signed, one says no, or a deadline passes. */
  StageEnd ask(Board which) {
    FrozenRelease release = state.release();
    List<Seat> seats = release.seats().stream().filter(seat -> seat.board() == which).toList();
    if (seats.isEmpty()) {
      return StageEnd.skipped("no seat sits on this board");
    }
    SignOffRequest request = request(which, release, seats);
    board = BoardState.ask(request);
    requests.add(request);
    state.noteDigest(
        EntryKind.SIGN_OFF_REQUESTED,
        name(which),
        Digests.ofJson(request),
        "asked: " + roles(seats));
    show(request);
    tell(request);
    BoardStatus status = decided();
    seated = new LinkedHashMap<>(current().seated());
    board = null;
    view.awaiting(List.of());
    control.stopIfAborted();
    return switch (status) {
      case BoardStatus.Approved() ->
          StageEnd.passed("signed by " + String.join(", ", roles(seats)));
      case BoardStatus.Rejected(String seat, String person) ->
          new StageEnd(Ended.FAILED, seat + " said no" + commentOf(seat));
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
        seated,
        release.tier(),
        release.useCase(),
        ReleaseState.now());
  }

  private BoardStatus decided() {
    while (true) {
      BoardStatus status = current().status(ReleaseState.now());
      if (control.aborted() || !(status instanceof BoardStatus.Waiting waiting)) {
        return status;
      }
      Workflow.await(
          Duration.between(ReleaseState.now(), waiting.until()),
          () ->
              control.aborted()
                  || !(current().status(ReleaseState.now()) instanceof BoardStatus.Waiting));
    }
  }

  /** Refuses, before anything is done, what can't be a sign-off that is waited for. */
  void refuseUnlessAsked(SignedPaper paper) {
    refuseUnlessReadable(paper);
    if (board == null) {
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
    BoardState asked = board;
    if (asked == null) {
      throw refused("CLOSED", "no board is asked to sign any more");
    }
    SignOffCheck.Checked checked =
        Calls.signOff("verify a signature for the " + name(asked.request().board()) + " board")
            .verify(new SignOffTask(asked.request(), paper.envelope()));
    return switch (checked) {
      case SignOffCheck.Checked.Refused(var refusal) ->
          throw turnedAway("a sign-off", refusal.toString(), refusal.code().name());
      case SignOffCheck.Checked.Verified(SignOff signOff) -> take(signOff);
    };
  }

  private SignOffReceipt take(SignOff signOff) {
    BoardState open = board;
    if (open == null) {
      throw turnedAway(signOff.seat(), "the board has decided meanwhile", "CLOSED");
    }
    return switch (open.accept(signOff, state.log(), ReleaseState.now())) {
      case Reception.Refused(var refusal) ->
          throw turnedAway(signOff.seat(), refusal.toString(), refusal.code().name());
      case Reception.Accepted(BoardState after) -> {
        if (!after.equals(open)) {
          board = after;
          accepted.add(signOff);
          state.noteDigest(
              EntryKind.SIGN_OFF,
              signOff.seat(),
              Digests.ofJson(signOff.envelope()),
              signOff.person() + ": " + signOff.said().decision());
          show(after.request());
        }
        yield new SignOffReceipt(
            signOff.seat(), signOff.person() + " " + past(signOff.said().decision()), missing());
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

  /** What was signed has been altered: nothing signed so far counts any more. */
  void voided(List<String> altered) {
    state.note(EntryKind.SIGN_OFFS_VOIDED, "release", String.join("; ", altered));
  }

  /** What is asked now, or null. */
  @Nullable SignOffRequest asked() {
    return board == null ? null : board.request();
  }

  /** Sign-offs so far, in sentences. */
  List<String> inWords() {
    return accepted.stream()
        .map(
            signOff ->
                "%s: %s %s%s"
                    .formatted(
                        signOff.seat(),
                        signOff.person(),
                        past(signOff.said().decision()),
                        signOff.said().comment() == null ? "" : " — " + signOff.said().comment()))
        .toList();
  }

  /** The envelopes of everything that was accepted. */
  List<Envelope> envelopes() {
    return accepted.stream().map(SignOff::envelope).toList();
  }

  /** What boards were asked, in order. */
  List<SignOffRequest> requests() {
    return List.copyOf(requests);
  }

  private List<String> missing() {
    BoardState open = board;
    return open != null && open.status(ReleaseState.now()) instanceof BoardStatus.Waiting waiting
        ? waiting.missing()
        : List.of();
  }

  private void show(SignOffRequest request) {
    List<String> missing = missing();
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
                    + request.release().substring("release/".length())
                    + " --seat …`");
    view.awaiting(missing);
    view.describe(control.paused());
  }

  private void tell(SignOffRequest request) {
    String release = request.release().substring("release/".length());
    Notice notice =
        new Notice(
            release,
            Notice.Urgency.ASK,
            release + " waits for your signature",
            "Read the evidence, then: countersign approve " + release + " --seat SEAT --key KEY",
            roles(request.seats()));
    try {
      Calls.people("ask the " + name(request.board()) + " board").tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(SignOffDesk.class).warn("could not tell the board of {}", release);
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

  private String commentOf(String seat) {
    return accepted.stream()
        .filter(signOff -> signOff.seat().equals(seat) && signOff.said().comment() != null)
        .map(signOff -> ": " + signOff.said().comment())
        .findFirst()
        .orElse("");
  }

  private BoardState current() {
    BoardState open = board;
    if (open == null) {
      throw new IllegalStateException("no board is asked");
    }
    return open;
  }

  private static List<String> roles(List<Seat> seats) {
    return seats.stream().map(Seat::role).toList();
  }

  private static String name(Board which) {
    return which.name().toLowerCase(Locale.ROOT);
  }

  private static String past(Decision decision) {
    return switch (decision) {
      case APPROVE -> "approved";
      case REJECT -> "rejected";
    };
  }
}
