package dev.countersign.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is signed by steering a release, as the predicate of an in-toto statement whose one subject
 * is the evidence log as it was seen: the release's workflow id by name, the log's head by digest.
 *
 * @param order what is to be done, for example {@code pause}
 * @param person who orders it, as the trust file names people
 * @param reason why, in the person's words
 * @param at when, by the signer's clock; the log says when it arrived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPredicate(String order, String person, @Nullable String reason, Instant at) {
  public static final String TYPE = "https://countersign.dev/order/v1";

  public OrderPredicate {
    Objects.requireNonNull(order, "a signed order says what is to be done");
    Objects.requireNonNull(person, "a signed order names its person");
    Objects.requireNonNull(at, "a signed order is dated");
  }
}
