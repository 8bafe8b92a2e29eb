package dev.countersign.approval;

import dev.countersign.manifest.Durations;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks who handed a manifest in: pure, so that intake and {@code countersign verify} decide
 * alike. That one envelope starts one release only is intake's to see to.
 */
public final class SubmissionCheck {
  /** How far the signer's clock and the server's may be apart, transport included. */
  public static final Duration FRESH = Duration.ofMinutes(15);

  private static final String AGAIN = "Start it again with --key: what is signed is what is sent";

  private SubmissionCheck() {}

  /**
   * Why an envelope doesn't prove that {@code submission} was handed in by whom it names, or
   * nothing if it does.
   *
   * @param tier the release's risk: for a high one a server can't vouch for the person
   * @param started when the release started: a key has to be in force then
   */
  public static Optional<Refusal> refuse(
      Envelope envelope, TrustFile trust, Submission submission, RiskTier tier, Instant started) {
    Statement statement;
    SubmissionPredicate said;
    String digest;
    try {
      statement = envelope.statement();
      said = statement.predicate(SubmissionPredicate.TYPE, SubmissionPredicate.class);
      digest = statement.subjectDigest();
    } catch (IllegalArgumentException e) {
      return refused(RefusalCode.MALFORMED, "this is no signed submission: " + e.getMessage());
    }
    Optional<Refusal> author = Authorship.refuse(envelope, trust, tier, said.person(), started);
    if (author.isPresent()) {
      return author;
    }
    String release = String.valueOf(statement.subject().getFirst().name());
    if (!release.equals(submission.release())) {
      return refused(
          RefusalCode.OTHER_RELEASE,
          "it was signed to start " + release + ", not " + submission.release());
    }
    if (!digest.equals(submission.manifest())) {
      return refused(
          RefusalCode.OTHER_MANIFEST,
          "another manifest was signed than was sent: "
              + digest
              + ", not "
              + submission.manifest());
    }
    if (!said.person().equals(submission.person())) {
      return Optional.of(
          new Refusal(
              RefusalCode.NOT_THE_SUBMITTER,
              "it is handed in by " + said.person() + ", and names " + submission.person(),
              "Write "
                  + said.person()
                  + " in metadata.submittedBy, or let "
                  + submission.person()
                  + " hand it in"));
    }
    return Optional.empty();
  }

  /**
   * Why an envelope that {@link #refuse} has nothing against was not made for this start, or
   * nothing if it was.
   *
   * @param base URI of the folder that relative paths in the manifest start from
   * @param started when the release started, by the server's clock
   */
  public static Optional<Refusal> refuseStart(Envelope envelope, String base, Instant started) {
    SubmissionPredicate said =
        envelope.statement().predicate(SubmissionPredicate.TYPE, SubmissionPredicate.class);
    if (!said.folder().equals(Submission.folder(base))) {
      return refused(
          RefusalCode.OTHER_MANIFEST, "it was signed for files in another folder than " + base);
    }
    if (Duration.between(said.at(), started).abs().compareTo(FRESH) > 0) {
      return refused(
          RefusalCode.STALE,
          "it was signed at "
              + said.at()
              + " and came at "
              + started
              + ", more than "
              + Durations.show(FRESH)
              + " apart");
    }
    return Optional.empty();
  }

  /** The refusal of a signature that started another release. */
  public static Refusal replayed() {
    return new Refusal(
        RefusalCode.REPLAYED, "this very signature started another run already", AGAIN);
  }

  private static Optional<Refusal> refused(RefusalCode code, String sentence) {
    return Optional.of(new Refusal(code, sentence, AGAIN));
  }
}
