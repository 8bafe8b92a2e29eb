package dev.countersign.approval;

import dev.countersign.manifest.ApprovalSpec.Board;
import java.time.Instant;
import java.util.List;

/**
 * What a board is asked to sign.
 *
 * @param release workflow id of the release, {@code release/<model>/<version>}
 * @param board which board
 * @param releaseDigest what the release is made of; a sign-off names it
 * @param logHead head of the evidence log when the board was asked; a sign-off names this or a
 *     later head
 * @param seats who has to sign
 * @param separated people who built the release and so can't sign
 * @param useCase what the release is to be used for, which a seat confirms
 * @param askedAt when it was asked
 */
public record SignOffRequest(
    String release,
    Board board,
    String releaseDigest,
    String logHead,
    List<Seat> seats,
    List<String> separated,
    String useCase,
    Instant askedAt) {
  public SignOffRequest {
    seats = seats == null ? List.of() : List.copyOf(seats);
    separated = separated == null ? List.of() : List.copyOf(separated);
  }
}
