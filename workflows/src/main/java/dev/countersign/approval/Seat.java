package dev.countersign.approval;

import dev.countersign.manifest.ApprovalSpec.Board;
import java.time.Duration;
import java.util.List;

/**
 * A role that has to sign on a board. One person fills one seat of a release.
 *
 * @param role for example {@code legal}
 * @param board the board it sits on
 * @param people who may fill it, by identity; empty means whoever the trust file allows the role
 * @param deadline how long it may take; at the deadline the answer is no
 */
public record Seat(String role, Board board, List<String> people, Duration deadline) {
  public Seat {
    people = people == null ? List.of() : List.copyOf(people);
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline must lie ahead: " + deadline);
    }
  }
}
