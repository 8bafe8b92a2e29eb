package dev.countersign.approval;

import static dev.countersign.approval.RefusalCode.BUILT_IT;
import static dev.countersign.approval.RefusalCode.MALFORMED;
import static dev.countersign.approval.RefusalCode.NOT_FOR_THIS_SEAT;
import static dev.countersign.approval.RefusalCode.NO_SUCH_SEAT;
import static dev.countersign.approval.RefusalCode.OTHER_RELEASE;
import static dev.countersign.approval.RefusalCode.RELEASE_MOVED;
import static dev.countersign.approval.RefusalCode.UNKNOWN_LOG_HEAD;
import static dev.countersign.approval.RefusalCode.WAIVER_EXPIRY;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.countersign.manifest.Durations;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.Json;
import dev.countersign.passport.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks a waiver: its signature, who gives it, what it is about, and that it expires. */
public final class WaiverCheck {
  private WaiverCheck() {}

  /** What came of it. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "checked")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Checked.Verified.class, name = "verified"),
    @JsonSubTypes.Type(value = Checked.Refused.class, name = "refused")
  })
  public sealed interface Checked {
    /** It counts. */
    record Verified(Waiver waiver) implements Checked {}

    /** It doesn't. */
    record Refused(Refusal refusal) implements Checked {}
  }

  /**
   * Checks a waiver as it came.
   *
   * @param json the envelope's JSON
   * @param trust who may sign with what
   * @param terms who may waive what
   * @param log the release's log as it stands
   * @param now when it came
   */
  public static Checked verify(
      byte[] json, TrustFile trust, WaiverTerms terms, EvidenceLog log, Instant now) {
    try {
      return verify(Json.read(json, Envelope.class), trust, terms, log, now);
    } catch (IllegalArgumentException e) {
      return refused(
          MALFORMED,
          "this is no signed waiver: " + e.getMessage(),
          "Sign with `countersign waive`, or send what it prints unaltered");
    }
  }

  /**
   * Checks a waiver.
   *
   * @throws IllegalArgumentException if the envelope says something else than a waiver
   */
  public static Checked verify(
      Envelope envelope, TrustFile trust, WaiverTerms terms, EvidenceLog log, Instant now) {
    Statement statement = envelope.statement();
    WaiverPredicate said = statement.predicate(WaiverPredicate.TYPE, WaiverPredicate.class);
    Optional<Refusal> forged =
        Authorship.refuse(envelope, trust, terms.tier(), said.person(), said.seat(), now);
    if (forged.isPresent()) {
      return new Checked.Refused(forged.get());
    }
    String release = String.valueOf(statement.subject().getFirst().name());
    if (!release.equals(terms.release())) {
      return refused(
          OTHER_RELEASE,
          "the waiver is about " + release + ", not " + terms.release(),
          "Hand it in there, or look at this release and sign again");
    }
    if (!statement.subjectDigest().equals(terms.releaseDigest())) {
      return refused(
          RELEASE_MOVED,
          "the release moved: it is "
              + terms.releaseDigest()
              + " now, and the waiver is over "
              + statement.subjectDigest(),
          "Look at what it has become and sign again");
    }
    if (log.lengthAt(said.logHead()) < 0) {
      return refused(
          UNKNOWN_LOG_HEAD,
          "the evidence log never had the head " + said.logHead(),
          "Look at the release as it stands and sign again");
    }
    if (terms.separated().stream().anyMatch(said.person()::equalsIgnoreCase)) {
      return refused(
          BUILT_IT,
          said.person() + " submitted, trained or owns the model, and whoever builds doesn't waive",
          "Let somebody else who may fill the seat sign");
    }
    return verifyTerms(envelope, trust, terms, said, now);
  }

  private static Checked verifyTerms(
      Envelope envelope, TrustFile trust, WaiverTerms terms, WaiverPredicate said, Instant now) {
    List<String> required = terms.requiredFor(said.check());
    if (!required.contains(said.seat())) {
      return refused(
          NO_SUCH_SEAT,
          "the policy doesn't let the seat " + said.seat() + " waive " + said.check(),
          required.isEmpty()
              ? said.check().isBakeTime()
                  ? "Nobody has to sign a promotion here: promote without a seat"
                  : "Nothing can be waived in this release"
              : "Every one of these has to: " + String.join(", ", required));
    }
    if (terms.excludes(said.seat(), said.person())) {
      return refused(
          NOT_FOR_THIS_SEAT,
          said.person() + " may not fill the seat " + said.seat() + " of this release",
          "Let somebody sign who may");
    }
    if (!now.isBefore(said.expires())) {
      return refused(
          WAIVER_EXPIRY, "the waiver expired on " + said.expires(), "Sign one that still counts");
    }
    if (said.expires().isAfter(earlier(said.at(), now).plus(terms.longest()))) {
      return refused(
          WAIVER_EXPIRY,
          "the waiver would count until "
              + said.expires()
              + ", and the policy allows "
              + Durations.show(terms.longest()),
          "Sign one that expires sooner; it can be given again");
    }
    return new Checked.Verified(new Waiver(said, Authorship.signer(envelope, trust), envelope));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Checked refused(RefusalCode code, String sentence, String nextStep) {
    return new Checked.Refused(new Refusal(code, sentence, nextStep));
  }
}
