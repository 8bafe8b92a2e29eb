package dev.countersign.approval;

import static dev.countersign.approval.Boards.KEYS;
import static dev.countersign.approval.Boards.NOW;
import static dev.countersign.approval.Boards.SERVER_KEY;
import static dev.countersign.approval.Boards.TRUST;
import static dev.countersign.approval.Boards.request;
import static dev.countersign.approval.Boards.said;
import static dev.countersign.approval.Boards.trusted;
import static dev.countersign.approval.Decision.APPROVE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.SignOffCheck.Checked;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SignOffCheckTest {
  private static final SignOffRequest REQUEST = request(RiskTier.HIGH);
  private static final SignOffPredicate SAID = said("leo@lending.example", "legal", APPROVE);
  private static final Envelope SIGNED =
      SignOff.sign(REQUEST, SAID, KEYS.get("leo@lending.example"));

  private static RefusalCode refusal(Envelope envelope, TrustFile trust, RiskTier tier) {
    return ((Checked.Refused) SignOffCheck.verify(envelope, trust, tier, NOW)).refusal().code();
  }

  @Test
  void aSignOffWithOnesOwnKeyIsWhatItSays() {
    Checked checked = SignOffCheck.verify(Json.canonicalBytes(SIGNED), TRUST, REQUEST, NOW);

    assertThat(checked)
        .isEqualTo(
            new Checked.Verified(
                new SignOff(Boards.RELEASE, Boards.DIGEST, SAID, Signer.PERSON, SIGNED)));
    assertThat(Json.read(Json.canonicalBytes(checked), Checked.class)).isEqualTo(checked);
  }

  @Test
  void aKeyThatNobodyHoldsIsRefused() {
    Envelope stranger = SignOff.sign(REQUEST, SAID, SigningKey.generate());

    assertThat(refusal(stranger, TRUST, RiskTier.HIGH)).isEqualTo(RefusalCode.UNKNOWN_KEY);
  }

  @Test
  void anAlteredStatementIsRefused() {
    byte[] altered =
        new String(Base64.getDecoder().decode(SIGNED.payload()), UTF_8)
            .replace("APPROVE", "REJECT")
            .getBytes(UTF_8);
    var forged =
        new Envelope(
            Envelope.IN_TOTO, Base64.getEncoder().encodeToString(altered), SIGNED.signatures());

    assertThat(refusal(forged, TRUST, RiskTier.HIGH)).isEqualTo(RefusalCode.BAD_SIGNATURE);
  }

  @Test
  void nobodySignsInAnothersName() {
    Envelope inLeosName = SignOff.sign(REQUEST, SAID, KEYS.get("max@lending.example"));

    assertThat(refusal(inLeosName, TRUST, RiskTier.HIGH)).isEqualTo(RefusalCode.NOT_YOUR_KEY);
  }

  @Test
  void aServerMayVouchForAKnownPersonUnlessTheRiskIsHigh() {
    Envelope byServer = SignOff.sign(REQUEST, SAID, SERVER_KEY);
    Envelope forStranger =
        SignOff.sign(REQUEST, said("eve@elsewhere.example", "legal", APPROVE), SERVER_KEY);

    var checked = (Checked.Verified) SignOffCheck.verify(byServer, TRUST, RiskTier.LIMITED, NOW);
    assertThat(checked.signOff().signer()).isEqualTo(Signer.SERVER);
    assertThat(refusal(byServer, TRUST, RiskTier.HIGH)).isEqualTo(RefusalCode.OWN_KEY_NEEDED);
    assertThat(refusal(forStranger, TRUST, RiskTier.LIMITED)).isEqualTo(RefusalCode.UNKNOWN_PERSON);
  }

  @Test
  void aSeatThatTrustDoesNotGiveIsRefused() {
    Envelope asProduct =
        SignOff.sign(
            REQUEST,
            said("leo@lending.example", "product", APPROVE),
            KEYS.get("leo@lending.example"));

    assertThat(refusal(asProduct, TRUST, RiskTier.HIGH)).isEqualTo(RefusalCode.NOT_FOR_THIS_SEAT);
  }

  @Test
  void aKeyOutsideItsTimeOrRevokedIsRefused() {
    String key = trusted(KEYS.get("leo@lending.example")).key();
    for (TrustedKey outOfForce :
        List.of(
            new TrustedKey(key, "2026-11-22", null, null),
            new TrustedKey(key, null, "2026-11-21T10:10:00Z", null),
            new TrustedKey(key, "2026-01-01", null, "2026-11-21"))) {
      var person = new TrustFile.Person("Leo", List.of("legal"), List.of(outOfForce));
      var trust = new TrustFile(Map.of("leo@lending.example", person), Map.of());

      assertThat(refusal(SIGNED, trust, RiskTier.HIGH)).isEqualTo(RefusalCode.KEY_NOT_IN_FORCE);
    }
  }

  @Test
  void aStatementOfAnotherKindIsRefused() {
    var other =
        Statement.about(
            Statement.Descriptor.of(Boards.RELEASE, Boards.DIGEST), WaiverPredicate.TYPE, SAID);

    assertThat(refusal(Envelope.sign(other, KEYS.get("leo@lending.example")), TRUST, RiskTier.HIGH))
        .isEqualTo(RefusalCode.MALFORMED);
  }

  @Property
  void whateverBytesComeTheyAreRefusedAndNothingIsThrown(@ForAll byte[] bytes) {
    assertThat(SignOffCheck.verify(bytes, TRUST, REQUEST, NOW)).isInstanceOf(Checked.Refused.class);
  }
}
