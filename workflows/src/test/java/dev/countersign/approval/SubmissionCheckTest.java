package dev.countersign.approval;

import static dev.countersign.approval.RefusalCode.BAD_SIGNATURE;
import static dev.countersign.approval.RefusalCode.KEY_NOT_IN_FORCE;
import static dev.countersign.approval.RefusalCode.MALFORMED;
import static dev.countersign.approval.RefusalCode.NOT_THE_SUBMITTER;
import static dev.countersign.approval.RefusalCode.NOT_YOUR_KEY;
import static dev.countersign.approval.RefusalCode.OTHER_MANIFEST;
import static dev.countersign.approval.RefusalCode.OTHER_RELEASE;
import static dev.countersign.approval.RefusalCode.OWN_KEY_NEEDED;
import static dev.countersign.approval.RefusalCode.STALE;
import static dev.countersign.approval.RefusalCode.UNKNOWN_KEY;
import static dev.countersign.approval.RefusalCode.UNKNOWN_PERSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SubmissionCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final String BASE = "file:/models/credit/";
  private static final SigningKey CI = SigningKey.generate();
  private static final SigningKey ADA = SigningKey.generate();
  private static final SigningKey OLD = SigningKey.generate();
  private static final SigningKey SERVER = SigningKey.generate();
  private static final Submission SUBMISSION = submission("one", "ci@lending.example");
  private static final TrustFile TRUST =
      new TrustFile(
          Map.of(
              "ci@lending.example",
                  new TrustFile.Person(
                      null, List.of(), List.of(key(CI), revoked(OLD, "2026-11-21T07:59:59Z"))),
              "ada@lending.example",
                  new TrustFile.Person(null, List.of("legal"), List.of(key(ADA)))),
          Map.of("urn:server", new TrustFile.Server(List.of(key(SERVER)))));

  private static TrustedKey key(SigningKey key) {
    return new TrustedKey(key.publicKey().key(), null, null, null);
  }

  private static TrustedKey revoked(SigningKey key, String when) {
    return new TrustedKey(key.publicKey().key(), null, null, when);
  }

  private static Submission submission(String manifest, String person) {
    return new Submission(
        "release/credit-risk/1", Digests.sha256(manifest.getBytes(StandardCharsets.UTF_8)), person);
  }

  private static Optional<RefusalCode> refused(Envelope envelope, RiskTier tier) {
    return SubmissionCheck.refuse(envelope, TRUST, SUBMISSION, tier, NOW).map(Refusal::code);
  }

  private static Optional<RefusalCode> refused(Envelope envelope) {
    return refused(envelope, RiskTier.HIGH);
  }

  @Test
  void whatThePersonOfTheManifestSignedIsAccepted() {
    Envelope envelope = SUBMISSION.sign(BASE, NOW, CI);
    assertThat(refused(envelope)).isEmpty();
    assertThat(SubmissionCheck.refuseStart(envelope, BASE, NOW)).isEmpty();
  }

  @Test
  void aForgedSignatureIsRefused() {
    assertThat(refused(SUBMISSION.sign(BASE, NOW, SigningKey.generate()))).contains(UNKNOWN_KEY);
    Envelope mine = SUBMISSION.sign(BASE, NOW, CI);
    Envelope other = submission("two", "ci@lending.example").sign(BASE, NOW, CI);
    Envelope mixed = new Envelope(mine.payloadType(), mine.payload(), other.signatures());
    assertThat(refused(mixed)).contains(BAD_SIGNATURE);
  }

  @Test
  void somebodyElseCantHandItInForThePersonTheManifestNames() {
    assertThat(refused(SUBMISSION.sign(BASE, NOW, ADA))).contains(NOT_YOUR_KEY);
    assertThat(refused(submission("one", "ada@lending.example").sign(BASE, NOW, ADA)))
        .contains(NOT_THE_SUBMITTER);
    assertThat(refused(submission("one", "eve@lending.example").sign(BASE, NOW, SERVER), "limited"))
        .contains(UNKNOWN_PERSON);
  }

  private static Optional<RefusalCode> refused(Envelope envelope, String tier) {
    return refused(envelope, RiskTier.valueOf(tier.toUpperCase(java.util.Locale.ROOT)));
  }

  @Test
  void aSignatureOverAnotherManifestOrReleaseOrFolderIsRefused() {
    assertThat(refused(submission("two", "ci@lending.example").sign(BASE, NOW, CI)))
        .contains(OTHER_MANIFEST);
    assertThat(
            refused(
                new Submission("release/credit-risk/2", SUBMISSION.manifest(), SUBMISSION.person())
                    .sign(BASE, NOW, CI)))
        .contains(OTHER_RELEASE);
    assertThat(
            SubmissionCheck.refuseStart(SUBMISSION.sign(BASE, NOW, CI), "file:/models/other/", NOW))
        .map(Refusal::code)
        .contains(OTHER_MANIFEST);
  }

  @Test
  void aKeyThatWasRevokedBeforeTheStartIsRefused() {
    assertThat(refused(SUBMISSION.sign(BASE, NOW, OLD))).contains(KEY_NOT_IN_FORCE);
  }

  @Test
  void aServerMayVouchForAPersonUnlessTheRiskIsHigh() {
    Envelope vouched = SUBMISSION.sign(BASE, NOW, SERVER);
    assertThat(refused(vouched, RiskTier.LIMITED)).isEmpty();
    assertThat(refused(vouched)).contains(OWN_KEY_NEEDED);
  }

  @Test
  void aSignOffIsNoSubmission() {
    var said =
        new SignOffPredicate(
            dev.countersign.manifest.ApprovalSpec.Board.DEPLOYMENT,
            "legal",
            "ada@lending.example",
            Decision.APPROVE,
            null,
            null,
            Digests.sha256(new byte[0]),
            NOW);
    var subject = Statement.Descriptor.of(SUBMISSION.release(), SUBMISSION.manifest());
    assertThat(refused(Envelope.sign(Statement.about(subject, SignOffPredicate.TYPE, said), ADA)))
        .contains(MALFORMED);
  }

  @Property
  void whatWasSignedAQuarterOfAnHourAwayIsRefusedAndWhatIsNearerIsNot(
      @ForAll @IntRange(min = -7200, max = 7200) int seconds) {
    Instant signed = NOW.plusSeconds(seconds);
    boolean fresh = Duration.ofSeconds(seconds).abs().compareTo(SubmissionCheck.FRESH) <= 0;
    assertThat(
            SubmissionCheck.refuseStart(SUBMISSION.sign(BASE, signed, CI), BASE, NOW)
                .map(Refusal::code))
        .isEqualTo(fresh ? Optional.empty() : Optional.of(STALE));
  }
}
