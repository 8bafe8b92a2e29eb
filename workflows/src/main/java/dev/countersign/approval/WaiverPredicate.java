package dev.countersign.approval;

import java.time.Instant;
import java.util.Objects;

/**
 * What is signed by waiving, as the predicate of an in-toto statement whose one subject is the
 * release, named as by {@link SignOffPredicate}.
 *
 * @param check the one check that is waived
 * @param reason why; not blank: it is read by whoever reads the passport
 * @param seat the seat the waiver is given from
 * @param person who gives it
 * @param expires the waiver counts before this
 * @param logHead head of the evidence log as it was seen
 * @param at when, by the signer's clock
 */
public record WaiverPredicate(
    CheckRef check,
    String reason,
    String seat,
    String person,
    Instant expires,
    String logHead,
    Instant at) {
  public static final String TYPE = "https://countersign.dev/waiver/v1";

  public WaiverPredicate {
    Objects.requireNonNull(check, "a waiver names its check");
    Objects.requireNonNull(seat, "a waiver names its seat");
    Objects.requireNonNull(person, "a waiver names its person");
    Objects.requireNonNull(expires, "a waiver expires");
    Objects.requireNonNull(logHead, "a waiver names the log head that was seen");
    Objects.requireNonNull(at, "a waiver is dated");
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("a waiver gives its reason");
    }
  }
}
