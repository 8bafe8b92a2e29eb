package dev.countersign.approval;

import dev.countersign.approval.BoardStatus.Approved;
import dev.countersign.approval.BoardStatus.Expired;
import dev.countersign.approval.BoardStatus.Rejected;
import dev.countersign.approval.BoardStatus.Waiting;
import dev.countersign.passport.EvidenceLog;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A board's question and the answers that count, as an immutable value. It approves only when every
 * seat is filled by a distinct person who approved this very release; one no, or one deadline, ends
 * it.
 *
 * @param request what is asked
 * @param signOffs the answers that count, in the order they came
 */
public record BoardState(SignOffRequest request, List<SignOff> signOffs) {
  public BoardState {
    signOffs = signOffs == null ? List.of() : List.copyOf(signOffs);
  }

  /** A board that has just been asked. */
  public static BoardState ask(SignOffRequest request) {
    return new BoardState(request, List.of());
  }

  /**
   * Takes a sign-off, or says why not. The same envelope twice changes nothing.
   *
   * @param signOff one whose signature was checked
   * @param log the release's log as it stands now
   * @param now the workflow's time
   */
  public Reception accept(SignOff signOff, EvidenceLog log, Instant now) {
    if (signOffs.stream().anyMatch(known -> known.envelope().equals(signOff.envelope()))) {
      return new Reception.Accepted(this);
    }
    Optional<Refusal> refusal = BoardRules.refuse(this, signOff, log, now);
    return refusal.isPresent()
        ? new Reception.Refused(refusal.get())
        : new Reception.Accepted(
            new BoardState(request, Stream.concat(signOffs.stream(), Stream.of(signOff)).toList()));
  }

  /** Where the board stands at {@code now}. */
  public BoardStatus status(Instant now) {
    Optional<SignOff> no =
        signOffs.stream().filter(s -> s.said().decision() == Decision.REJECT).findFirst();
    if (no.isPresent()) {
      return new Rejected(no.get().seat(), no.get().person());
    }
    List<Seat> missing = request.seats().stream().filter(seat -> filled(seat).isEmpty()).toList();
    if (missing.isEmpty()) {
      return new Approved();
    }
    List<Seat> late =
        missing.stream().filter(seat -> !now.isBefore(request.deadline(seat))).toList();
    if (!late.isEmpty()) {
      return new Expired(roles(late));
    }
    Instant until =
        missing.stream().map(request::deadline).min(Comparator.naturalOrder()).orElseThrow();
    return new Waiting(roles(missing), until);
  }

  /**
   * The board after the release became {@code newDigest}: every sign-off is void and the question
   * is asked again, deadlines anew. The same digest voids nothing.
   */
  public BoardState voidedBy(String newDigest, String newHead, Instant now) {
    return newDigest.equals(request.releaseDigest())
        ? this
        : BoardState.ask(request.askedAgain(newDigest, newHead, now));
  }

  /** Who has filled which seat by now, earlier boards included: for the next board's request. */
  public Map<String, String> seated() {
    Map<String, String> all = new LinkedHashMap<>(request.seated());
    signOffs.forEach(signOff -> all.put(signOff.person(), signOff.seat()));
    return all;
  }

  /** The sign-off that fills a seat. */
  Optional<SignOff> filled(Seat seat) {
    return signOffs.stream().filter(signOff -> signOff.seat().equals(seat.role())).findFirst();
  }

  private static List<String> roles(List<Seat> seats) {
    return seats.stream().map(Seat::role).toList();
  }
}
