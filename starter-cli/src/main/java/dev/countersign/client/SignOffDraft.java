package dev.countersign.client;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.client.ClientException.Kind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import dev.countersign.workflow.ReleaseView;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sign-off before it is signed: bound to what the release is made of and to the evidence log as
 * it stood when somebody looked.
 *
 * @param statement what will be signed
 */
public record SignOffDraft(Statement statement) {

  /**
   * Drafts a sign-off of what a board is asked now.
   *
   * @param view the release as it was seen
   * @param person who will sign, as the trust file names people
   * @throws ClientException if nobody is asked, or not this seat
   */
  public static SignOffDraft of(
      ReleaseView view,
      String seat,
      String person,
      Decision decision,
      @Nullable String comment,
      Instant now) {
    return of(asked(view), headOf(view), seat, person, decision, comment, now);
  }

  /**
   * Drafts a sign-off of what somebody looked at a while ago.
   *
   * @param request what the board was asked then
   * @param seen head of the evidence log then
   * @throws ClientException if the board has no such seat
   */
  public static SignOffDraft of(
      SignOffRequest request,
      String seen,
      String seat,
      String person,
      Decision decision,
      @Nullable String comment,
      Instant now) {
    var said =
        new SignOffPredicate(
            request.board(),
            seat(request, seat).role(),
            person,
            decision,
            comment,
            decision == Decision.APPROVE ? request.useCase() : null,
            seen,
            now);
    var subject = Statement.Descriptor.of(request.release(), request.releaseDigest());
    return new SignOffDraft(Statement.about(subject, SignOffPredicate.TYPE, said));
  }

  /** Head of the evidence log as a view shows it. */
  public static String headOf(ReleaseView view) {
    return view.log().isEmpty() ? asked(view).logHead() : view.log().getLast().digest();
  }

  /** Signs it. */
  public Envelope sign(SigningKey key) {
    return Envelope.sign(statement, key);
  }

  /**
   * What a board is asked now.
   *
   * @throws ClientException if none is
   */
  public static SignOffRequest asked(ReleaseView view) {
    if (view.asked() != null) {
      return view.asked();
    }
    String where =
        view.outcome() == null ? "it is at " + view.stage().title() : "it ended: " + view.outcome();
    throw new ClientException(
        Kind.REFUSED,
        "nobody is asked to sign now; " + where,
        "Wait until a board is asked: countersign release watch R");
  }

  /**
   * A seat of the board that is asked.
   *
   * @throws ClientException if the board has no such seat
   */
  public static Seat seat(SignOffRequest request, String role) {
    return request
        .seat(role)
        .orElseThrow(
            () ->
                new ClientException(
                    Kind.REFUSED,
                    "the " + request.board() + " board has no seat " + role,
                    "Its seats: "
                        + request.seats().stream()
                            .map(Seat::role)
                            .collect(Collectors.joining(", "))));
  }
}
