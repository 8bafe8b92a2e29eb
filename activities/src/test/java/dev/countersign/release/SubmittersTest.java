package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.IntakeTask;
import dev.countersign.approval.Submission;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.fixture.Loans;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.Problem;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.passport.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hands a manifest in, asked of intake as the workflow asks it. */
class SubmittersTest {
  private static final Instant NOW = IntakeFixture.NOW;
  private static final String CI = "ci@bank.example";
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustFile TRUST =
      new TrustFile(
          Map.of(
              CI,
              new TrustFile.Person(
                  null,
                  List.of(),
                  List.of(new TrustedKey(KEY.publicKey().key(), null, null, null)))),
          Map.of());

  @TempDir Path folder;

  @BeforeEach
  void writeData() {
    Loans.write(folder, 400, 3);
  }

  private IntakeReport taken(IntakeTask task) {
    try (IntakeFixture intake = new IntakeFixture(folder, folder, TRUST)) {
      return intake.take(task);
    }
  }

  private String base() {
    return folder.toUri().toString();
  }

  private static String manifest(String router, String useCase) {
    return """
    apiVersion: countersign.dev/v1
    kind: ModelRelease
    metadata: {model: loans, version: "1", owner: lending, submittedBy: ci@bank.example, trainedBy: [ada@bank.example]}
    intendedUse: {decision: d, affected: a, harm: h, useCase: %s}
    data:
      source: loans.csv
      split: {evaluation: 0.5, seed: 1}
      id: id
      label: {column: paid, favourable: "yes", provenance: outcome}
      protected: [{attribute: sex, column: sex, reference: m}]
      features: {exclude: [sex]}
    training: {xgboost: {rounds: 5}}
    rollout:
      environment: production
      router: {%s}
      metrics: {prometheus: {url: "http://prometheus:9090"}}
      steps: [{weight: 100, bake: 30m}]
    """
        .formatted(useCase, router);
  }

  private static final String REAL = "haproxy: {}";
  private static final String HIGH = manifest(REAL, "creditworthiness");

  private static Submission submission(String manifest) {
    return new Submission(
        "release/loans/1",
        Digests.ofJson(Objects.requireNonNull(ManifestReader.read(manifest).manifest())),
        CI);
  }

  private Envelope signed(String manifest) {
    return submission(manifest).sign(base(), NOW, KEY);
  }

  private IntakeReport take(String manifest, @Nullable Envelope by, String run, Instant started) {
    String envelope =
        by == null ? null : new String(Json.canonicalBytes(by), StandardCharsets.UTF_8);
    return taken(new IntakeTask(manifest, base(), envelope, run, started));
  }

  private static List<String> messages(IntakeReport report) {
    return report.problems().stream().map(Problem::message).toList();
  }

  @Test
  void aHighRiskOnARealRouterNeedsTheSubmittersSignature() {
    IntakeReport report = take(HIGH, null, "run-1", NOW);
    assertThat(report.problems()).hasSize(1);
    Problem problem = report.problems().getFirst();
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.message()).contains("nobody proved to be ci@bank.example");
    assertThat(problem.remedy()).contains("--key FILE");
  }

  @Test
  void withItTheReleaseRecordsWhoHandedItInByTheDigestOfTheSignature() {
    Envelope signed = signed(HIGH);
    IntakeReport report = take(HIGH, signed, "run-1", NOW);
    assertThat(report.problems()).isEmpty();
    assertThat(Objects.requireNonNull(report.release()).submitter().person()).isEqualTo(CI);
    assertThat(report.release().submitter().submission()).isEqualTo(signed.digest());
  }

  @Test
  void aClaimIsEnoughForALowerRiskAndForADemonstrationAndIsKeptAsAClaim() {
    for (String enough :
        List.of(manifest(REAL, "recommendation"), manifest("embedded: {}", "creditworthiness"))) {
      IntakeReport report = take(enough, null, "run-1", NOW);
      assertThat(report.problems()).as(enough).isEmpty();
      assertThat(Objects.requireNonNull(report.release()).submitter().submission()).isNull();
    }
  }

  @Test
  void aSignatureThatIsGivenMustHoldWhateverTheRisk() {
    Envelope forged = submission(HIGH).sign(base(), NOW, SigningKey.generate());
    String easy = manifest("embedded: {}", "recommendation");
    assertThat(messages(take(HIGH, forged, "run-1", NOW))).first().asString().contains("nobody in");
    assertThat(messages(take(easy, signed(HIGH), "run-1", NOW)))
        .first()
        .asString()
        .contains("another manifest was signed");
  }

  @Test
  void whatIsNoEnvelopeIsRefusedInWords() {
    IntakeReport report = taken(new IntakeTask(HIGH, base(), "{\"a\": 1}", "run-1", NOW));
    assertThat(messages(report)).first().asString().contains("no signed submission");
  }

  @Test
  void aSignatureThatIsOldIsRefused() {
    assertThat(messages(take(HIGH, signed(HIGH), "run-1", NOW.plus(Duration.ofHours(1)))))
        .first()
        .asString()
        .contains("15m apart");
  }

  @Test
  void oneSignatureStartsOneRunAndTheSameRunMayAskAgainHoweverLate() {
    Envelope signed = signed(HIGH);
    assertThat(take(HIGH, signed, "run-1", NOW).problems()).isEmpty();
    assertThat(take(HIGH, signed, "run-1", NOW.plus(Duration.ofDays(2))).problems()).isEmpty();
    assertThat(messages(take(HIGH, signed, "run-2", NOW)))
        .first()
        .asString()
        .contains("started another run already");
  }

  @Test
  void theSameFilesFromAnotherFolderAreAnotherStart() {
    Envelope elsewhere = submission(HIGH).sign("file:/elsewhere/", NOW, KEY);
    assertThat(messages(take(HIGH, elsewhere, "run-1", NOW)))
        .first()
        .asString()
        .contains("another folder");
  }
}
