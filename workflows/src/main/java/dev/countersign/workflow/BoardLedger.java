package dev.countersign.workflow;

import dev.countersign.approval.BoardState;
import dev.countersign.approval.BoardStatus;
import dev.countersign.approval.Decision;
import dev.countersign.approval.SignOff;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.passport.Envelope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What boards were asked, which of them is asked now, and what they signed. Decides nothing. */
final class BoardLedger {
  private final List<SignOff> accepted = new ArrayList<>();
  private final List<SignOffRequest> requests = new ArrayList<>();
  private Map<String, String> seated = new LinkedHashMap<>();
  private @Nullable BoardState board;
  private @Nullable String voidedBecause;

  /** The board that is asked now, or null. */
  @Nullable BoardState asked() {
    return board;
  }

  /** The board that is asked now; there is one between {@link #open} and {@link #close}. */
  BoardState current() {
    BoardState open = board;
    if (open == null) {
      throw new IllegalStateException("no board is asked");
    }
    return open;
  }

  void open(SignOffRequest request) {
    board = BoardState.ask(request);
    requests.add(request);
  }

  void close() {
    seated = new LinkedHashMap<>(current().seated());
    board = null;
  }

  /** The release has ended: whoever has not answered is asked no more. */
  void end() {
    if (board != null) {
      close();
    }
  }

  void accept(SignOff signOff, BoardState after) {
    accepted.add(signOff);
    board = after;
  }

  /** Nothing asked or signed so far counts any more; the log still tells of it. */
  void voidAll(String why) {
    voidedBecause = why;
    accepted.clear();
    requests.clear();
    seated = new LinkedHashMap<>();
  }

  /** Why earlier sign-offs are void, or null while none are. */
  @Nullable String voidedBecause() {
    return voidedBecause;
  }

  /** Who filled which seat on an earlier board. */
  Map<String, String> seated() {
    return seated;
  }

  /** What boards were asked, in order. */
  List<SignOffRequest> requests() {
    return List.copyOf(requests);
  }

  /** The envelopes of everything that was accepted. */
  List<Envelope> envelopes() {
    return accepted.stream().map(SignOff::envelope).toList();
  }

  /** Roles of the seats that the board asked now still waits for. */
  List<String> missing() {
    BoardState open = board;
    return open != null && open.status(ReleaseState.now()) instanceof BoardStatus.Waiting waiting
        ? waiting.missing()
        : List.of();
  }

  /** What a seat wrote beside its decision. */
  Optional<String> commentOf(String seat) {
    return accepted.stream()
        .filter(signOff -> signOff.seat().equals(seat))
        .flatMap(signOff -> Optional.ofNullable(signOff.said().comment()).stream())
        .findFirst();
  }

  /** Sign-offs so far, in sentences. */
  List<String> inWords() {
    return accepted.stream().map(BoardLedger::inWords).toList();
  }

  private static String inWords(SignOff signOff) {
    return "%s: %s%s"
        .formatted(
            signOff.seat(),
            sentence(signOff),
            signOff.said().comment() == null ? "" : " — " + signOff.said().comment());
  }

  /** Who decided what. */
  static String sentence(SignOff signOff) {
    return signOff.person() + " " + past(signOff.said().decision());
  }

  private static String past(Decision decision) {
    return switch (decision) {
      case APPROVE -> "approved";
      case REJECT -> "rejected";
    };
  }
}
