package dev.countersign.approval;

import static dev.countersign.approval.Boards.KEYS;
import static dev.countersign.approval.Boards.LOG;
import static dev.countersign.approval.Boards.NOW;
import static dev.countersign.approval.Boards.TRUST;
import static dev.countersign.approval.Boards.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.approval.WaiverCheck.Checked;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaiversTest {
  private static final List<String> REQUIRED = List.of("tech-lead", "legal");
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
  private static final CheckRef YOUNG = CheckRef.parse("evaluation/disparate-impact/age/<=25");
  private static final Check FAILED = check("disparate-impact", "age", "<=25", Verdict.FAIL);
  private static final Check OTHER_GROUP = check("disparate-impact", "age", ">60", Verdict.FAIL);
  private static final Check UNTOLD = check("roc-auc", null, null, Verdict.INCONCLUSIVE);
  private static final Check PASSED = check("accuracy", null, null, Verdict.PASS);

  private static Check check(
      String id, @Nullable String attribute, @Nullable String group, Verdict verdict) {
    return new Check(
        id, attribute, group, null, null, 0.7, null, null, verdict, 100L, null, null, null);
  }

  private static WaiverTerms terms(String digest) {
    SignOffRequest request = request(RiskTier.HIGH);
    return new WaiverTerms(
        Boards.RELEASE,
        digest,
        RiskTier.HIGH,
        REQUIRED,
        LONGEST,
        request.seats(),
        request.separated());
  }

  private static WaiverPredicate said(CheckRef check, String person, String seat, Instant expires) {
    return new WaiverPredicate(check, "Known and small", seat, person, expires, LOG.head(), NOW);
  }

  private static Checked checked(WaiverPredicate said) {
    var envelope = Waiver.sign(terms(Boards.DIGEST), said, KEYS.get(said.person()));
    return WaiverCheck.verify(Json.canonicalBytes(envelope), TRUST, terms(Boards.DIGEST), LOG, NOW);
  }

  private static Waiver waiver(CheckRef check, String person, String seat) {
    return ((Checked.Verified) checked(said(check, person, seat, TOMORROW))).waiver();
  }

  private static Waivers waived(CheckRef... checks) {
    Waivers waivers = Waivers.none(REQUIRED);
    for (CheckRef check : checks) {
      waivers =
          waivers
              .with(waiver(check, "leo@lending.example", "legal"))
              .with(waiver(check, "tess@lending.example", "tech-lead"));
    }
    return waivers;
  }

  private static RefusalCode refusal(WaiverPredicate said) {
    return ((Checked.Refused) checked(said)).refusal().code();
  }

  @Test
  void aWaivedCheckWarnsAndSaysByWhomAndWhyAndWhatWasMeasured() {
    Check waived = waived(YOUNG).apply("evaluation", FAILED, NOW);

    assertThat(waived.verdict()).isEqualTo(Verdict.WARN);
    assertThat(waived.value()).isEqualTo(FAILED.value());
    assertThat(waived.note())
        .contains("leo@lending.example", "legal", "Known and small", TOMORROW.toString(), "FAIL");
  }

  @Test
  void everySeatThatHasToWaivesOrNothingIsWaived() {
    Waivers one = Waivers.none(REQUIRED).with(waiver(YOUNG, "leo@lending.example", "legal"));

    assertThat(one.apply("evaluation", FAILED, NOW)).isEqualTo(FAILED);
    assertThat(one.missing(YOUNG, NOW)).containsExactly("tech-lead");
    assertThat(Waivers.none(List.of()).apply("evaluation", FAILED, NOW)).isEqualTo(FAILED);
  }

  @Test
  void onePersonDoesNotWaiveFromTwoSeats() {
    Waivers max = Waivers.none(REQUIRED).with(waiver(YOUNG, "max@lending.example", "legal"));

    assertThat(max.refuse(waiver(YOUNG, "max@lending.example", "tech-lead")))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.ONE_SEAT_EACH));
    assertThat(max.refuse(waiver(YOUNG, "tess@lending.example", "tech-lead"))).isEmpty();
  }

  @Test
  void theSameWaiverTwiceChangesNothing() {
    Waiver waiver = waiver(YOUNG, "leo@lending.example", "legal");
    Waivers once = Waivers.none(REQUIRED).with(waiver);

    assertThat(once.with(waiver)).isEqualTo(once);
  }

  @Test
  void aSeatThatThePolicyDoesNotLetWaiveIsRefused() {
    assertThat(refusal(said(YOUNG, "pia@lending.example", "product", TOMORROW)))
        .isEqualTo(RefusalCode.NO_SUCH_SEAT);
  }

  @Test
  void aWaiverIsOfOneCheckOfOneGroupOfOneGate() {
    Waivers waivers = waived(YOUNG);

    assertThat(waivers.apply("evaluation", OTHER_GROUP, NOW)).isEqualTo(OTHER_GROUP);
    assertThat(waivers.apply("data-audit", FAILED, NOW)).isEqualTo(FAILED);
    assertThat(waivers.apply("evaluation", UNTOLD, NOW)).isEqualTo(UNTOLD);
    assertThat(waivers.apply("evaluation", PASSED, NOW)).isEqualTo(PASSED);
  }

  @Test
  void aGateGoesOnOnlyWhenAllItsOpenChecksAreWaived() {
    GateResult gate = GateResult.of("evaluation", List.of(PASSED, FAILED, UNTOLD), List.of());
    Waivers both = waived(YOUNG, CheckRef.parse("evaluation/roc-auc"));

    assertThat(waived(YOUNG).apply(gate, NOW).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(both.apply(gate, NOW).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void aVerdictWorseThanTheChecksIsNotWaivedAway() {
    var gate = new GateResult("evaluation", Verdict.FAIL, List.of(PASSED), List.of(), List.of());

    assertThat(waived(YOUNG).apply(gate, NOW).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void anExpiredWaiverCountsNoMore() {
    assertThat(waived(YOUNG).apply("evaluation", FAILED, TOMORROW)).isEqualTo(FAILED);
  }

  @Test
  void waiversThatExpireNeverOrAlreadyAreRefused() {
    assertThat(refusal(said(YOUNG, "leo@lending.example", "legal", NOW)))
        .isEqualTo(RefusalCode.WAIVER_EXPIRY);
    assertThat(
            refusal(said(YOUNG, "leo@lending.example", "legal", NOW.plus(LONGEST).plusSeconds(1))))
        .isEqualTo(RefusalCode.WAIVER_EXPIRY);
  }

  @Test
  void whoeverBuildsDoesNotWaiveAndNobodyWaivesFromASeatHeCannotFill() {
    assertThat(refusal(said(YOUNG, "ada@lending.example", "legal", TOMORROW)))
        .isEqualTo(RefusalCode.BUILT_IT);
    assertThat(refusal(said(YOUNG, "leo@lending.example", "product", TOMORROW)))
        .isEqualTo(RefusalCode.NOT_FOR_THIS_SEAT);
  }

  @Test
  void aWaiverOfAnotherReleaseOrOfWhatItWasIsRefused() {
    var said = said(YOUNG, "leo@lending.example", "legal", TOMORROW);
    var envelope = Waiver.sign(terms(Boards.OTHER_DIGEST), said, KEYS.get(said.person()));
    var unseen =
        new WaiverPredicate(
            YOUNG, "Known", "legal", said.person(), TOMORROW, Digests.sha256(new byte[] {9}), NOW);

    var moved =
        (Checked.Refused) WaiverCheck.verify(envelope, TRUST, terms(Boards.DIGEST), LOG, NOW);
    assertThat(moved.refusal().code()).isEqualTo(RefusalCode.RELEASE_MOVED);
    assertThat(refusal(unseen)).isEqualTo(RefusalCode.UNKNOWN_LOG_HEAD);
  }

  @Test
  void aWaiverNeedsAReason() {
    assertThatThrownBy(
            () ->
                new WaiverPredicate(
                    YOUNG, " ", "legal", "leo@lending.example", TOMORROW, LOG.head(), NOW))
        .hasMessageContaining("reason");
  }

  @Test
  void aWaiverReadsBackFromItsJson() {
    Waivers waivers = waived(YOUNG);

    assertThat(Json.read(Json.canonicalBytes(waivers), Waivers.class)).isEqualTo(waivers);
    assertThat(CheckRef.parse(YOUNG.toString())).isEqualTo(YOUNG);
    assertThat(CheckRef.parse("evaluation/roc-auc"))
        .isEqualTo(new CheckRef("evaluation", "roc-auc", null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "roc-auc", "evaluation/", "evaluation//age"})
  void aCheckHasToBeNamedWhole(String text) {
    assertThatThrownBy(() -> CheckRef.parse(text)).hasMessageContaining("gate/check");
  }
}
