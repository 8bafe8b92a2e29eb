package dev.countersign.worker.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.approval.TrustReader;
import dev.countersign.client.EvidenceReader;
import dev.countersign.client.ReleaseListing;
import dev.countersign.client.ReleaseName;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Json;
import dev.countersign.testing.Eventually;
import dev.countersign.verification.PassportVerifier;
import dev.countersign.verification.VerificationReport.Conclusion;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.RolloutWorkflow;
import dev.countersign.workflow.Stage;
import dev.countersign.workflow.StageView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A whole release on a real Temporal server, a real MLflow server and a real worker process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseOnRealServersIT {
  private static final Path SHARED =
      Path.of(System.getProperty("countersign.shared", "../../shared")).toAbsolutePath();

  @TempDir static Path folder;
  private static Testbed testbed;
  private static final LoanManifest LOANS = LoanManifest.of("loan-approval", "2026.11");
  private static ReleaseResult result;

  @BeforeAll
  static void release() throws IOException {
    testbed = Files.isDirectory(SHARED) ? Testbed.start(folder, SHARED) : Testbed.start(folder);
    Borrowers.write(folder);
    for (Borrowers borrowers : Borrowers.values()) {
      testbed.start(borrowers.release(), borrowers.manifest(), folder);
    }
    result = testbed.release(LOANS);
    for (Borrowers borrowers : Borrowers.values()) {
      testbed.everybodySigns(borrowers.release());
    }
  }

  @AfterAll
  static void stop() {
    testbed.close();
  }

  @Test
  void itIsReleased() {
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void itsPassportVerifiesOffline() throws IOException {
    byte[] passport = new EvidenceReader().read(result.passport());
    var trust = TrustReader.read(Files.readString(testbed.people().trust())).trust();
    var report = PassportVerifier.verify(passport, trust, true);
    assertThat(report.conclusion()).as(report.findings().toString()).isEqualTo(Conclusion.VERIFIED);
    assertThat(PassportVerifier.verify(passport, null, true).conclusion())
        .isEqualTo(Conclusion.UNTRUSTED);
  }

  @Test
  void theRegistryHasVersionMetricsFilesAndTheChampion() {
    MlflowServer registry = new MlflowServer(testbed.registry().url());
    assertThat(registry.versions("loan-approval")).isEqualTo(Map.of(1, "RELEASED"));
    assertThat(registry.alias("loan-approval", "champion")).isEqualTo(1);
    assertThat(result.registered()).isEqualTo("models:/loan-approval/1");
    JsonNode run = registry.runs("loan-approval").getFirst();
    assertThat(run.path("info").path("status").asText()).isEqualTo("FINISHED");
    assertThat(run.path("data").path("metrics").findValuesAsText("key"))
        .contains("roc-auc", "accuracy");
    assertThat(registry.files(run))
        .anyMatch(name -> name.endsWith("passport.zip"))
        .anyMatch(name -> name.endsWith("model-card.html"))
        .anyMatch(name -> name.endsWith("adversarial-success.svg"))
        .anyMatch(name -> name.endsWith(".ubj"));
  }

  @Test
  void everyPlotOfTheExplanationIsBesideTheModelAndNamedByThePassportWithItsDigest()
      throws IOException {
    assertBesideTheModelAndNamed(
        result,
        "explainability",
        "explainability-importance.svg",
        "explainability-beeswarm.svg",
        "explainability-dependence-1.svg",
        "explainability-dependence-2.svg",
        "explainability-dependence-3.svg",
        "explainability-dependence-4.svg",
        "explainability-groups-sex.svg",
        "explainability-groups-age.svg");
  }

  @Test
  void everyPlotOfTheEvaluationIsBesideTheModelAndNamedByThePassportWithItsDigest()
      throws IOException {
    assertBesideTheModelAndNamed(
        result,
        "evaluation",
        "evaluation-disparate-impact.svg",
        "evaluation-calibration-sex.svg",
        "evaluation-calibration-age.svg",
        "evaluation-roc-sex.svg",
        "evaluation-roc-age.svg",
        "evaluation-precision-recall-sex.svg",
        "evaluation-precision-recall-age.svg",
        "evaluation-confusion-sex.svg",
        "evaluation-confusion-age.svg",
        "evaluation-confusion-age-sex.svg");
  }

  @Test
  void aModelOfSeveralClassesIsReleasedWithItsPlots() throws IOException {
    assertBesideTheModelAndNamed(
        passedByEveryGate(Borrowers.GRADE),
        "evaluation",
        "evaluation-disparate-impact.svg",
        "evaluation-calibration-sex.svg",
        "evaluation-roc-sex.svg",
        "evaluation-precision-recall-sex.svg",
        "evaluation-confusion-sex.svg",
        "evaluation-classes-sex.svg");
  }

  /** It gives no probability, so there is nothing to draw a calibration of. */
  @Test
  void aModelOfNumbersIsReleasedWithItsPlots() throws IOException {
    assertBesideTheModelAndNamed(
        passedByEveryGate(Borrowers.LIMIT),
        "evaluation",
        "evaluation-disparate-impact.svg",
        "evaluation-roc-sex.svg",
        "evaluation-precision-recall-sex.svg",
        "evaluation-confusion-sex.svg",
        "evaluation-residuals-sex.svg",
        "evaluation-predicted-actual-sex.svg");
  }

  @Test
  void whoWaitsForABoardLearnsThatTheReleaseEndedBeforeOne() {
    ReleaseName name = new ReleaseName("borrowers-nowhere", "1");
    String nowhere =
        Borrowers.LIMIT
            .manifest()
            .replace(Borrowers.LIMIT.release().model(), name.model())
            .replace("source: borrowers.csv", "source: nowhere.csv");
    testbed.start(name, nowhere, folder);
    assertThatThrownBy(() -> testbed.everybodySigns(name))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("borrowers-nowhere/1 ended before it asked a board: REJECTED")
        .hasMessageContaining("nowhere.csv");
  }

  private static ReleaseResult passedByEveryGate(Borrowers borrowers) throws IOException {
    ReleaseResult released = testbed.result(borrowers.release());
    assertThat(released.outcome()).as(released.reason()).isEqualTo(Outcome.RELEASED);
    assertThat(released.registered()).isEqualTo("models:/" + borrowers.release().model() + "/1");
    testbed.requireVerified(released);
    for (String gate :
        List.of(
            "data-audit",
            "mitigation",
            "evaluation",
            "explainability",
            "adversarial",
            "model-card")) {
      assertThat(gate(released, gate).path("verdict").asText()).as(gate).isEqualTo("PASS");
    }
    assertThat(testbed.releases().view(borrowers.release()).stages())
        .filteredOn(stage -> stage.status() != StageView.Status.PASSED)
        .extracting(StageView::stage, StageView::status)
        .containsExactly(tuple(Stage.DATA_BOARD, StageView.Status.SKIPPED));
    return released;
  }

  private static JsonNode gate(ReleaseResult released, String gate) throws IOException {
    return Json.mapper().readTree(fileOf(released.passport(), "gates/" + gate + ".json"));
  }

  private static void assertBesideTheModelAndNamed(
      ReleaseResult released, String gate, String... plots) throws IOException {
    MlflowServer registry = new MlflowServer(testbed.registry().url());
    Set<String> beside = registry.files(registry.runs(released.model()).getFirst());
    Map<String, String> named = new HashMap<>();
    gate(released, gate)
        .path("artifacts")
        .forEach(file -> named.put(file.path("name").asText(), file.path("digest").asText()));
    for (String plot : plots) {
      assertThat(named.get(plot)).as("%s among %s", plot, named.keySet()).startsWith("sha256:");
      assertThat(beside).as(plot).anyMatch(name -> name.endsWith(plot));
    }
  }

  private static byte[] fileOf(EvidenceRef passport, String name) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(new EvidenceReader().read(passport)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return zip.readAllBytes();
        }
      }
    }
    throw new IOException("the passport holds no " + name);
  }

  @Test
  void everyActivityTimerAndChildSaysWhatItIsFor() {
    for (String id : List.of(LOANS.name().workflowId(), rolloutId())) {
      RealHistory history = RealHistory.of(testbed.history(id));
      assertThat(history.withoutSummary()).as(id).isEmpty();
      assertThat(history.summaries()).as(id).isNotEmpty();
    }
  }

  private static String rolloutId() {
    return RolloutWorkflow.id(LoanManifest.ENVIRONMENT, "loan-approval");
  }

  @Test
  void operatorsFindItByItsIdAndItsSearchAttributes() {
    ReleaseListing.Listed listed =
        Eventually.get(
            "the release in the list",
            () ->
                new ReleaseListing(testbed.client())
                    .list("loan-approval", false, 10).stream()
                        .filter(found -> found.outcome() != null)
                        .findFirst());
    assertThat(listed.release()).isEqualTo("loan-approval/2026.11");
    assertThat(listed.outcome()).isEqualTo("RELEASED");
    assertThat(listed.stage()).isEqualTo("rollout");
    assertThat(listed.risk()).isEqualTo("high");
    assertThat(listed.awaiting()).isEmpty();
    assertThat(listed.traffic()).isEqualTo(100.0);
  }

  @Test
  void currentDetailsAreATableOfStagesAndVerdicts() {
    String details =
        testbed
            .client()
            .newUntypedWorkflowStub(LOANS.name().workflowId())
            .query("__temporal_workflow_metadata", io.temporal.api.sdk.v1.WorkflowMetadata.class)
            .getCurrentDetails();
    assertThat(details).contains("| stage | state | what came of it |", "**RELEASED**");
    assertThat(details.lines().filter(line -> line.startsWith("| ")).count())
        .isEqualTo(2 + Stage.values().length);
    assertThat(
            testbed.releases().view(LOANS.name()).stages().stream()
                .map(StageView::status)
                .collect(Collectors.toSet()))
        .doesNotContain(StageView.Status.TO_COME, StageView.Status.FAILED);
  }

  /**
   * The example that stands beside the checkout, as it stands; without it, nothing is left to ask.
   */
  @Test
  void theHighRiskExampleIsReleasedAsItStands() throws IOException {
    Path example = SHARED.resolve("examples/german-credit.yaml");
    if (!Files.exists(example)) {
      System.out.println("left out: no " + example.normalize());
      return;
    }
    ReleaseName name = new ReleaseName("credit-risk", "2026.11.1");
    testbed.start(name, Files.readString(example), example.getParent());
    testbed.everybodySigns(name);
    ReleaseResult released = testbed.result(name);
    assertThat(released.outcome()).as(released.reason()).isEqualTo(Outcome.RELEASED);
    var trust = TrustReader.read(Files.readString(testbed.people().trust())).trust();
    assertThat(
            PassportVerifier.verify(new EvidenceReader().read(released.passport()), trust, true)
                .conclusion())
        .isEqualTo(Conclusion.VERIFIED);
  }
}
