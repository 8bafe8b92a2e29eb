package dev.countersign.approval;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.passport.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks a sign-off's signature against a trust file: pure, so that the running release, the
 * command line and {@code countersign verify} decide alike. Whether the sign-off then counts is the
 * board's to say.
 */
public final class SignOffCheck {
  private SignOffCheck() {}

  /** What came of it. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "checked")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Checked.Verified.class, name = "verified"),
    @JsonSubTypes.Type(value = Checked.Refused.class, name = "refused")
  })
  public sealed interface Checked {
    /** It is what it says, by whom it says. */
    record Verified(SignOff signOff) implements Checked {}

    /** It isn't. */
    record Refused(Refusal refusal) implements Checked {}
  }

  /**
   * Checks an envelope as it came, whoever sent it.
   *
   * @param json the envelope's JSON
   * @param trust who may sign with what
   * @param request what was asked
   * @param now when it came
   */
  public static Checked verify(byte[] json, TrustFile trust, SignOffRequest request, Instant now) {
    Envelope envelope;
    try {
      envelope = Json.read(json, Envelope.class);
    } catch (IllegalArgumentException e) {
      return malformed(e);
    }
    return verify(envelope, trust, request.tier(), now);
  }

  /** Checks an envelope of a release of this risk. */
  public static Checked verify(Envelope envelope, TrustFile trust, RiskTier tier, Instant now) {
    Statement statement;
    SignOffPredicate said;
    String digest;
    try {
      statement = envelope.statement();
      said = statement.predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
      digest = statement.subjectDigest();
    } catch (IllegalArgumentException e) {
      return malformed(e);
    }
    Optional<Refusal> refusal =
        Authorship.refuse(envelope, trust, tier, said.person(), said.seat(), now);
    if (refusal.isPresent()) {
      return new Checked.Refused(refusal.get());
    }
    String release = String.valueOf(statement.subject().getFirst().name());
    return new Checked.Verified(
        new SignOff(release, digest, said, Authorship.signer(envelope, trust), envelope));
  }

  private static Checked malformed(IllegalArgumentException e) {
    return new Checked.Refused(
        new Refusal(
            RefusalCode.MALFORMED,
            "this is no signed sign-off: " + e.getMessage(),
            "Sign with `countersign approve`, or send what it prints unaltered"));
  }
}
