package dev.countersign.verification;

import static dev.countersign.verification.Finding.State.FAILED;
import static dev.countersign.verification.Finding.State.OK;
import static dev.countersign.verification.Finding.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Decision;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Json;
import dev.countersign.verification.VerificationReport.Conclusion;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassportTest {
  private static byte[] written(Story story) {
    return PassportWriter.write(story.tell(), Story.SERVER);
  }

  private static VerificationReport verify(byte[] passport) {
    return PassportVerifier.verify(passport, Story.trust(), false);
  }

  @Test
  void anHonestPassportKeepsEveryPromise() {
    VerificationReport report = verify(written(new Story()));

    assertThat(report.promises(OK)).as(report.toString()).containsExactly(Promise.values());
    assertThat(report.conclusion()).isEqualTo(Conclusion.VERIFIED);
    assertThat(report.findings().toString())
        .contains("sealed by " + Story.SERVER.id())
        .contains("A small group, looked at by hand")
        .contains("leo@lending.example for legal");
  }

  @Test
  void theSameReleaseGivesTheSameBytes() {
    PassportContent content = new Story().tell();

    assertThat(PassportWriter.write(content, Story.SERVER))
        .isEqualTo(PassportWriter.write(content, Story.SERVER));
  }

  @Test
  void withoutTrustNothingIsBrokenAndNothingCanBeTrusted() {
    VerificationReport report = PassportVerifier.verify(written(new Story()), null, false);

    assertThat(report.promises(FAILED)).isEmpty();
    assertThat(report.promises(UNKNOWN))
        .containsExactlyInAnyOrder(
            Promise.SEAL,
            Promise.WAIVERS,
            Promise.SUBMITTER,
            Promise.ORDERS,
            Promise.SIGNATURES,
            Promise.OWN_KEYS,
            Promise.SEPARATION,
            Promise.QUORUM);
    assertThat(report.conclusion()).isEqualTo(Conclusion.UNTRUSTED);
  }

  @Test
  void trustThatNamesNobodyBelievesNobody() {
    VerificationReport report =
        PassportVerifier.verify(written(new Story()), new TrustFile(Map.of(), Map.of()), false);

    assertThat(report.promises(FAILED)).contains(Promise.SEAL, Promise.SIGNATURES);
  }

  @Test
  void aDemonstrationIsRefusedUnlessAllowed() {
    Story story = new Story();
    story.demo = true;
    byte[] passport = written(story);

    assertThat(verify(passport).promises(FAILED)).containsExactly(Promise.DEMO);
    assertThat(PassportVerifier.verify(passport, Story.trust(), true).conclusion())
        .isEqualTo(Conclusion.VERIFIED);
    assertThat(PassportVerifier.verify(passport, null, true).conclusion())
        .isEqualTo(Conclusion.UNTRUSTED);
  }

  @Test
  void theRecordOfARejectedReleaseIsGenuineAndNoPermission() {
    Story story = new Story();
    story.outcome = "REJECTED";
    story.reason = "legal said no";
    story.rollOut = false;
    story.signatures.put(
        "legal", new Story.Signature("leo@lending.example", Story.LEO, Decision.REJECT));
    story.mitigation = Verdict.FAIL;
    VerificationReport report = verify(written(story));

    assertThat(report.promises(FAILED)).as(report.toString()).isEmpty();
    assertThat(report.conclusion()).isEqualTo(Conclusion.NOT_RELEASED);
  }

  @Test
  void aServerMayVouchForPeopleWhereTheRiskIsLimited() {
    Story story = new Story();
    story.tier = RiskTier.LIMITED;
    story.signatures.put(
        "legal", new Story.Signature("leo@lending.example", Story.SERVER.key(), Decision.APPROVE));

    assertThat(verify(written(story)).promises(FAILED)).containsExactly(Promise.TIER);
  }

  @Test
  void whatArrivedBeforeItsKeyWasRevokedStillCounts() {
    var revokedLater = new TrustedKey(Story.LEO.publicKey().key(), null, null, "2026-11-25");
    var server = new TrustedKey(Story.SERVER.key().publicKey().key(), null, null, null);

    assertThat(
            PassportVerifier.verify(written(new Story()), Story.trust(revokedLater, server), false)
                .conclusion())
        .isEqualTo(Conclusion.VERIFIED);
  }

  @Test
  void theReportIsJsonWithItsConclusion() {
    byte[] json = Json.canonicalBytes(verify(written(new Story())));

    assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"conclusion\":\"VERIFIED\"", "\"promise\":\"QUORUM\"", "\"state\":\"OK\"");
  }
}
