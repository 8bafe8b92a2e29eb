package dev.countersign.worker.pages.release;

import dev.countersign.approval.Decision;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import org.jspecify.annotations.Nullable;

/**
 * Something that was signed.
 *
 * @param what was done, for example {@code approved for legal}
 * @param covers the release digest it names
 * @param logHead head of the evidence log it names
 * @param key id of the key that signed
 * @param statement all of it, for people to read
 */
record Paper(
    String person,
    String what,
    String tone,
    @Nullable String comment,
    String at,
    String covers,
    String logHead,
    String key,
    String statement) {

  static Paper of(Envelope envelope) {
    return switch (envelope.statement().predicateType()) {
      case WaiverPredicate.TYPE -> waiver(envelope);
      default -> signOff(envelope);
    };
  }

  private static Paper signOff(Envelope envelope) {
    SignOffPredicate said =
        envelope.statement().predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
    boolean approved = said.decision() == Decision.APPROVE;
    return new Paper(
        said.person(),
        (approved ? "approved for " : "rejected for ") + said.seat(),
        approved ? "good" : "bad",
        said.comment(),
        Words.of(said.at()),
        envelope.statement().subjectDigest(),
        said.logHead(),
        envelope.keyId(),
        Json.pretty(envelope.statement()));
  }

  private static Paper waiver(Envelope envelope) {
    WaiverPredicate said =
        envelope.statement().predicate(WaiverPredicate.TYPE, WaiverPredicate.class);
    return new Paper(
        said.person(),
        "waived " + said.check() + " for " + said.seat() + " until " + Words.of(said.expires()),
        "open",
        said.reason(),
        Words.of(said.at()),
        envelope.statement().subjectDigest(),
        said.logHead(),
        envelope.keyId(),
        Json.pretty(envelope.statement()));
  }
}
