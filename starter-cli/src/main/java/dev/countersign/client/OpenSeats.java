package dev.countersign.client;

import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.passport.Envelope;
import dev.countersign.workflow.ReleaseView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which seats have not answered what they are asked. */
public final class OpenSeats {
  private OpenSeats() {}

  /** Seats that a release still waits for, in the board's order; none when no board is asked. */
  public static List<Seat> of(ReleaseView view) {
    SignOffRequest asked = view.asked();
    if (asked == null) {
      return List.of();
    }
    Set<String> answered =
        view.papers().stream()
            .flatMap(paper -> answer(paper, asked).stream())
            .map(SignOffPredicate::seat)
            .collect(Collectors.toSet());
    return asked.seats().stream().filter(seat -> !answered.contains(seat.role())).toList();
  }

  private static Optional<SignOffPredicate> answer(Envelope paper, SignOffRequest asked) {
    var statement = paper.statement();
    if (!statement.predicateType().equals(SignOffPredicate.TYPE)
        || !statement.subjectDigest().equals(asked.releaseDigest())) {
      return Optional.empty();
    }
    return Optional.of(statement.predicate(SignOffPredicate.TYPE, SignOffPredicate.class))
        .filter(said -> said.board() == asked.board());
  }
}
