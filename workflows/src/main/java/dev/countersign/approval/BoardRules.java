package dev.countersign.approval;

import static dev.countersign.approval.RefusalCode.BUILT_IT;
import static dev.countersign.approval.RefusalCode.CLOSED;
import static dev.countersign.approval.RefusalCode.LATE;
import static dev.countersign.approval.RefusalCode.NOT_FOR_THIS_SEAT;
import static dev.countersign.approval.RefusalCode.NO_SUCH_SEAT;
import static dev.countersign.approval.RefusalCode.ONE_SEAT_EACH;
import static dev.countersign.approval.RefusalCode.OTHER_BOARD;
import static dev.countersign.approval.RefusalCode.OTHER_RELEASE;
import static dev.countersign.approval.RefusalCode.RELEASE_MOVED;
import static dev.countersign.approval.RefusalCode.SEAT_TAKEN;
import static dev.countersign.approval.RefusalCode.STALE_LOG_HEAD;
import static dev.countersign.approval.RefusalCode.UNKNOWN_LOG_HEAD;
import static dev.countersign.approval.RefusalCode.USE_CASE_NOT_CONFIRMED;

import dev.countersign.approval.BoardStatus.Approved;
import dev.countersign.approval.BoardStatus.Expired;
import dev.countersign.approval.BoardStatus.Rejected;
import dev.countersign.approval.BoardStatus.Waiting;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.EvidenceLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a board doesn't take a sign-off. The first rule that refuses is the one that is told. */
final class BoardRules {
  private final BoardState board;
  private final SignOffRequest request;
  private final SignOff signOff;

  private BoardRules(BoardState board, SignOff signOff) {
    this.board = board;
    this.request = board.request();
    this.signOff = signOff;
  }

  static Optional<Refusal> refuse(BoardState board, SignOff signOff, EvidenceLog log, Instant now) {
    BoardRules rules = new BoardRules(board, signOff);
    return Stream.<Rule>of(
            rules::aboutThisQuestion,
            () -> rules.open(now),
            rules::aboutThisRelease,
            () -> rules.afterTheQuestion(log),
            rules::ownKey,
            rules::independent,
            rules::entitled,
            rules::seatIsFree,
            rules::oneSeatEach,
            rules::confirmsTheUse)
        .map(Rule::refusal)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private interface Rule {
    Optional<Refusal> refusal();
  }

  private Optional<Refusal> aboutThisQuestion() {
    if (!signOff.release().equals(request.release())) {
      return no(
          OTHER_RELEASE,
          "the sign-off is about " + signOff.release() + ", not " + request.release(),
          "Hand it in there, or look at this release and sign again");
    }
    if (signOff.said().board() != request.board()) {
      return no(
          OTHER_BOARD,
          "the sign-off is for the "
              + signOff.said().board()
              + " board; asked is the "
              + request.board()
              + " board",
          "Look at what is asked now and sign again");
    }
    if (seat() == null) {
      return no(
          NO_SUCH_SEAT,
          "the board has no seat " + signOff.seat(),
          "Sign for one of these: " + roles(request.seats()));
    }
    return Optional.empty();
  }

  private Optional<Refusal> open(Instant now) {
    return switch (board.status(now)) {
      case Waiting _ -> Optional.empty();
      case Approved _ ->
          no(CLOSED, "every seat has approved already", "Nothing is left to do here");
      case Rejected(String seat, String person) ->
          no(
              CLOSED,
              person + " rejected the release for " + seat,
              "A new run of the release asks again");
      case Expired(List<String> missing) ->
          no(
              LATE,
              "the deadline for " + String.join(", ", missing) + " has passed, so the answer is no",
              "A new run of the release asks again");
    };
  }

  private Optional<Refusal> aboutThisRelease() {
    if (signOff.releaseDigest().equals(request.releaseDigest())) {
      return Optional.empty();
    }
    return no(
        RELEASE_MOVED,
        "the release moved: it is "
            + request.releaseDigest()
            + " now, and the sign-off is over "
            + signOff.releaseDigest(),
        "Look at what it has become and sign again");
  }

  private Optional<Refusal> afterTheQuestion(EvidenceLog log) {
    int seen = log.lengthAt(signOff.said().logHead());
    int asked = log.lengthAt(request.logHead());
    if (seen < 0 || asked < 0) {
      return no(
          UNKNOWN_LOG_HEAD,
          "the evidence log never had the head " + signOff.said().logHead(),
          "Look at the release as it stands and sign again");
    }
    if (seen < asked) {
      return no(
          STALE_LOG_HEAD,
          "the sign-off names the evidence log as it was before the board was asked, "
              + (asked - seen)
              + " entries ago",
          "Look at the evidence since then and sign again");
    }
    return Optional.empty();
  }

  private Optional<Refusal> ownKey() {
    if (request.tier().compareTo(RiskTier.HIGH) < 0 || signOff.signer() == Signer.PERSON) {
      return Optional.empty();
    }
    return Optional.of(Authorship.ownKeyNeeded(signOff.person()));
  }

  private Optional<Refusal> independent() {
    if (request.separated().stream().noneMatch(signOff.person()::equalsIgnoreCase)) {
      return Optional.empty();
    }
    return no(
        BUILT_IT,
        signOff.person()
            + " submitted, trained or owns the model, and whoever builds doesn't approve",
        "Let somebody else who may fill the seat sign");
  }

  private Optional<Refusal> entitled() {
    List<String> people = seat() == null ? List.of() : seat().people();
    if (people.isEmpty() || people.contains(signOff.person())) {
      return Optional.empty();
    }
    return no(
        NOT_FOR_THIS_SEAT,
        signOff.person() + " may not fill the seat " + signOff.seat() + " of this release",
        "One of these has to: " + String.join(", ", people));
  }

  private Optional<Refusal> seatIsFree() {
    return Optional.ofNullable(seat())
        .flatMap(board::filled)
        .flatMap(
            earlier ->
                no(
                    SEAT_TAKEN,
                    earlier.person() + " has filled the seat " + signOff.seat() + " already",
                    "A sign-off can't be changed; to stop the release, abort it"));
  }

  private Optional<Refusal> oneSeatEach() {
    @Nullable String other = board.seated().get(signOff.person());
    if (other == null || other.equals(signOff.seat())) {
      return Optional.empty();
    }
    return no(
        ONE_SEAT_EACH,
        signOff.person()
            + " fills the seat "
            + other
            + " of this release, and one person fills one",
        "Let somebody else who may fill " + signOff.seat() + " sign");
  }

  private Optional<Refusal> confirmsTheUse() {
    if (signOff.said().decision() == Decision.REJECT
        || signOff.said().useCase() == request.useCase()) {
      return Optional.empty();
    }
    return no(
        USE_CASE_NOT_CONFIRMED,
        "an approval confirms the use case, which is "
            + request.useCase()
            + " here, not "
            + signOff.said().useCase(),
        "Confirm it and sign again, or reject");
  }

  private @Nullable Seat seat() {
    return request.seat(signOff.seat()).orElse(null);
  }

  private static String roles(List<Seat> seats) {
    return seats.stream().map(Seat::role).collect(Collectors.joining(", "));
  }

  private static Optional<Refusal> no(RefusalCode code, String sentence, String nextStep) {
    return Optional.of(new Refusal(code, sentence, nextStep));
  }
}
