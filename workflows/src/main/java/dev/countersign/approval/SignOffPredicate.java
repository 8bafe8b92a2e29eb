package dev.countersign.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.UseCase;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is signed by signing off, as the predicate of an in-toto statement whose one subject is the
 * release: its workflow id by name, its release digest by digest.
 *
 * @param board the board that asked
 * @param seat the seat that answers
 * @param person who fills it, as the trust file names people
 * @param decision yes or no
 * @param comment why, in the person's words
 * @param useCase the use case that the person confirms; an approval without it is refused
 * @param logHead head of the evidence log as it was seen
 * @param at when, by the signer's clock; the log says when it arrived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignOffPredicate(
    Board board,
    String seat,
    String person,
    Decision decision,
    @Nullable String comment,
    @Nullable UseCase useCase,
    String logHead,
    Instant at) {
  public static final String TYPE = "https://countersign.dev/sign-off/v1";

  public SignOffPredicate {
    Objects.requireNonNull(board, "a sign-off names its board");
    Objects.requireNonNull(seat, "a sign-off names its seat");
    Objects.requireNonNull(person, "a sign-off names its person");
    Objects.requireNonNull(decision, "a sign-off decides");
    Objects.requireNonNull(logHead, "a sign-off names the log head that was seen");
    Objects.requireNonNull(at, "a sign-off is dated");
  }
}
