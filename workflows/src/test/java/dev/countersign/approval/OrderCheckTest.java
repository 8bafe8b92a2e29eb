package dev.countersign.approval;

import static dev.countersign.approval.RefusalCode.NOT_YOUR_KEY;
import static dev.countersign.approval.RefusalCode.OTHER_ORDER;
import static dev.countersign.approval.RefusalCode.OTHER_RELEASE;
import static dev.countersign.approval.RefusalCode.REPLAYED;
import static dev.countersign.approval.RefusalCode.STALE;
import static dev.countersign.approval.RefusalCode.UNKNOWN_KEY;
import static dev.countersign.approval.RefusalCode.UNKNOWN_LOG_HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final SigningKey OLGA = SigningKey.generate();
  private static final SigningKey ADA = SigningKey.generate();
  private static final SignedOrder PAUSE = order("pause");
  private static final EvidenceLog LOG =
      EvidenceLog.empty()
          .append(NOW, EntryKind.INTAKE, "manifest", "frozen")
          .append(NOW, EntryKind.STAGE_STARTED, "training", "begins");
  private static final TrustFile TRUST =
      new TrustFile(
          Map.of("olga@ops.example", person(OLGA), "ada@lending.example", person(ADA)), Map.of());

  private static TrustFile.Person person(SigningKey key) {
    return new TrustFile.Person(
        null, List.of(), List.of(new TrustedKey(key.publicKey().key(), null, null, null)));
  }

  private static SignedOrder order(String what) {
    return new SignedOrder("release/credit-risk/1", what, "olga@ops.example", "lunch");
  }

  private static Optional<RefusalCode> refused(
      Envelope envelope, SignedOrder sent, @Nullable EvidenceLog log, Instant now) {
    return OrderCheck.refuse(envelope, TRUST, sent, log, now).map(Refusal::code);
  }

  @Test
  void anOrderSignedByWhoGivesItIsCarriedOut() {
    assertThat(refused(PAUSE.sign(LOG.head(), NOW, OLGA), PAUSE, LOG, NOW)).isEmpty();
    assertThat(refused(PAUSE.sign(LOG.head(), NOW, OLGA), PAUSE, null, NOW)).isEmpty();
  }

  @Test
  void anOrderSignedOverAnEarlierHeadIsCarriedOutBecauseTheLogGrowsMeanwhile() {
    Envelope early = PAUSE.sign(LOG.entries().getLast().prev(), NOW, OLGA);
    assertThat(refused(early, PAUSE, LOG, NOW)).isEmpty();
  }

  @Test
  void anOrderInSomebodyElsesNameIsRefused() {
    assertThat(refused(PAUSE.sign(LOG.head(), NOW, ADA), PAUSE, LOG, NOW)).contains(NOT_YOUR_KEY);
    assertThat(refused(PAUSE.sign(LOG.head(), NOW, SigningKey.generate()), PAUSE, LOG, NOW))
        .contains(UNKNOWN_KEY);
  }

  @Test
  void anotherOrderThanWasSignedIsRefused() {
    Envelope pause = PAUSE.sign(LOG.head(), NOW, OLGA);
    assertThat(refused(pause, order("abort"), LOG, NOW)).contains(OTHER_ORDER);
    assertThat(
            refused(
                pause,
                new SignedOrder(PAUSE.release(), "pause", PAUSE.person(), "because"),
                LOG,
                NOW))
        .contains(OTHER_ORDER);
    assertThat(
            refused(
                pause,
                new SignedOrder("release/credit-risk/2", "pause", PAUSE.person(), "lunch"),
                LOG,
                NOW))
        .contains(OTHER_RELEASE);
  }

  @Test
  void anOrderIsCarriedOutOnce() {
    Envelope pause = PAUSE.sign(LOG.head(), NOW, OLGA);
    EvidenceLog after =
        LOG.append(NOW, EntryKind.COMMAND, "pause", pause.digest(), null, "olga: lunch");
    assertThat(refused(pause, PAUSE, after, NOW)).contains(REPLAYED);
  }

  @Test
  void anOrderSignedOverAnotherRunsLogIsRefused() {
    EvidenceLog other =
        EvidenceLog.empty().append(NOW.plusSeconds(1), EntryKind.INTAKE, "manifest", "frozen");
    assertThat(refused(PAUSE.sign(other.head(), NOW, OLGA), PAUSE, LOG, NOW))
        .contains(UNKNOWN_LOG_HEAD);
  }

  @Test
  void anOldOrderIsRefused() {
    Instant later = NOW.plus(SubmissionCheck.FRESH).plus(Duration.ofSeconds(1));
    assertThat(refused(PAUSE.sign(LOG.head(), NOW, OLGA), PAUSE, LOG, later)).contains(STALE);
  }
}
