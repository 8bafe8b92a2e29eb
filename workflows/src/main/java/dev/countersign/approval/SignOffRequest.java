package dev.countersign.approval;

import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.Frozen;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Digests;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a board is asked to sign.
 *
 * @param release workflow id of the release, {@code release/<model>/<version>}
 * @param board which board
 * @param releaseDigest what the release is made of; a sign-off names it
 * @param logHead head of the evidence log when the board was asked; a sign-off names this or a
 *     later head
 * @param seats who has to sign, at least one, each role once
 * @param separated people who built the release and so can't sign: authenticated submitter, claimed
 *     submitter, trainers, owner
 * @param seated who filled which seat on an earlier board of this release; they may fill the same
 *     seat again and no other
 * @param tier the release's risk; for a high one people sign with keys they hold
 * @param useCase what the release is to be used for, which every approval confirms
 * @param askedAt when it was asked; the seats' deadlines count from here
 */
public record SignOffRequest(
    String release,
    Board board,
    String releaseDigest,
    String logHead,
    List<Seat> seats,
    List<String> separated,
    Map<String, String> seated,
    RiskTier tier,
    UseCase useCase,
    Instant askedAt) {

  public SignOffRequest {
    Digests.validate(releaseDigest);
    Digests.validate(logHead);
    seats = seats == null ? List.of() : List.copyOf(seats);
    separated = separated == null ? List.of() : List.copyOf(separated);
    seated = Frozen.copyOf(seated);
    if (seats.isEmpty()) {
      throw new IllegalArgumentException("a board without seats would approve by absence");
    }
    Set<String> roles = new HashSet<>();
    for (Seat seat : seats) {
      if (seat.board() != board || !roles.add(seat.role())) {
        throw new IllegalArgumentException(
            "each seat of the " + board + " board sits on it once, not " + seat.role());
      }
    }
  }

  /** The seat with this role. */
  public Optional<Seat> seat(String role) {
    return seats.stream().filter(seat -> seat.role().equals(role)).findFirst();
  }

  /** The moment from which a seat's answer is no. */
  public Instant deadline(Seat seat) {
    return askedAt.plus(seat.deadline());
  }

  /** The same question about what the release has become. */
  SignOffRequest askedAgain(String newDigest, String newHead, Instant now) {
    return new SignOffRequest(
        release, board, newDigest, newHead, seats, separated, seated, tier, useCase, now);
  }
}
