package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.TemporalConnection;
import dev.countersign.workflow.RolloutWorkflow;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example manifests beside the checkout, as they stand, by the commands a person types:
 * accepted or refused as each says of itself.
 */
class ExamplesIT {
  private static final Path SHARED =
      Path.of(System.getProperty("countersign.shared", "../../shared"))
          .toAbsolutePath()
          .normalize();

  @TempDir static Path folder;
  private static Live live;

  @BeforeAll
  static void start() throws IOException {
    if (isHere()) {
      live = Live.start(folder, SHARED);
    }
  }

  @AfterAll
  static void stop() {
    if (live != null) {
      live.close();
    }
  }

  private static boolean isHere() {
    if (Files.isDirectory(SHARED.resolve("examples"))) {
      return true;
    }
    System.out.println("left out: the example manifests are not beside the checkout");
    return false;
  }

  private static String example(String name) {
    return SHARED.resolve("examples").resolve(name).toString();
  }

  private static WorkflowClient client() {
    return TemporalConnection.open(
            new ConnectionSettings(live.temporal.address(), "default", null).resolve(Map.of()),
            "tests")
        .client();
  }

  /** The activities that a run scheduled, by type. */
  private static List<String> activities(String workflowId) {
    return client().fetchHistory(workflowId).getEvents().stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  private static boolean exists(String workflowId) {
    try {
      return client().newUntypedWorkflowStub(workflowId).describe() != null;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private static void nothingWasStarted(String release) throws IOException {
    assertThat(activities("release/" + release)).containsOnly("Intake");
    assertThat(exists(RolloutWorkflow.id("production", release.split("/")[0]))).isFalse();
    assertThat(live.state("registry"))
        .noneMatch(file -> file.contains("/" + release.split("/")[0] + "/"));
    assertThat(live.state("routers")).noneMatch(file -> file.contains(release.split("/")[0]));
  }

  @Test
  void germanCreditGoesFromDataToAllOfItsTrafficSignedByFourKeys() throws IOException {
    if (live == null) {
      return;
    }
    String release = "credit-risk/2026.11.1";
    Shell.Said started =
        live.run(
            "release",
            "start",
            "-f",
            example("german-credit.yaml"),
            "--key",
            live.keys.of("ci@lending.example"),
            "--wait-for",
            "board");
    assertThat(started.code()).as(started.toString()).isZero();
    assertThat(started.out()).contains("mitigation", "deployment board");
    live.approve(release, "tech-lead", "legal", "product", "outside-reviewer");
    Shell.Said end = live.run("release", "watch", release, "--json");
    assertThat(end.code()).as(end.toString()).isZero();
    assertThat(end.json().path("outcome").asText()).isEqualTo("RELEASED");
    live.run("passport", release, "-o", "german.zip");
    Shell.Said verified =
        live.run(
            "verify",
            "german.zip",
            "--trust",
            live.keys.trust().toString(),
            "--allow-demo",
            "--json");
    assertThat(verified.code()).as(verified.toString()).isZero();
    assertThat(live.state("registry")).anyMatch(file -> file.contains("credit-risk"));
  }

  @Test
  void everyExampleWithAModelIsAcceptedAndJudgedByItsGates() {
    if (live == null) {
      return;
    }
    for (String name :
        List.of(
            "german-xgboost.yaml",
            "german-lightgbm.yaml",
            "german-forest-onnx.yaml",
            "german-pipeline-onnx.yaml")) {
      Shell.Said accepted = live.run("release", "start", "-f", example(name), "--json");
      assertThat(accepted.code()).as(name + accepted).isZero();
      String release = accepted.json().path("release").asText();
      Shell.Said end = live.run("release", "watch", release, "--json");
      assertThat(end.code()).as(name + end).isEqualTo(3);
      assertThat(end.json().path("stage").asText()).as(name).isEqualTo("DATA_AUDIT");
      assertThat(end.json().path("reason").asText()).as(name).contains("proxy-auc", "sex");
    }
  }

  @Test
  void anExampleWithoutAModelIsCheckedButNotReleased() throws IOException {
    if (live == null) {
      return;
    }
    Shell.Said said = live.run("release", "start", "-f", example("adult-audit.yaml"), "--json");
    assertThat(said.code()).as(said.toString()).isEqualTo(2);
    assertThat(said.err()).contains("there is nothing to release", "countersign check");
    nothingWasStarted("income/1");
    Shell.Said checked =
        live.run("check", "data-audit", "-f", example("adult-audit.yaml"), "--json");
    assertThat(checked.code()).as(checked.err()).isEqualTo(3);
    assertThat(impact(checked.json(), "sex", "Female")).isBetween(0.35, 0.38);
  }

  private static double impact(JsonNode report, String attribute, String group) {
    return StreamSupport.stream(report.path("gates").get(0).path("checks").spliterator(), false)
        .filter(check -> check.path("check").asText().equals("disparate-impact"))
        .filter(check -> check.path("attribute").asText().equals(attribute))
        .filter(check -> check.path("group").asText().equals(group))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asDouble();
  }

  @Test
  void aManifestOfManyMistakesIsRefusedWithEachOfThem() throws IOException {
    if (live == null) {
      return;
    }
    Shell.Said said =
        live.run("release", "start", "-f", example("invalid/many-mistakes.yaml"), "--json");
    assertThat(said.code()).as(said.toString()).isEqualTo(2);
    assertThat(said.err())
        .contains("many-mistakes.yaml:8: risk: minimal is lower", "Write high")
        .contains("many-mistakes.yaml:12: data.label.provenance: is missing")
        .contains("many-mistakes.yaml:13: data.protectd: is an unknown key", "Write 'protected'")
        .contains("'M' is not among the values female, male")
        .contains("many-mistakes.yaml:17: training.xgboost.rounds: must be a whole number")
        .contains("disparate-impact.min: 0.5 loosens the policy", "Write at least 0.8")
        .contains("ci@lending.example submits the release and can't approve it")
        .contains("many-mistakes.yaml:26: rollout.steps[1].weight: falls to 25 % after 50 %")
        .contains("nothing was started");
    String[] lines = said.err().split("\\R");
    assertThat(Stream.of(lines).filter(line -> line.matches(".*many-mistakes\\.yaml:\\d+.*")))
        .hasSizeGreaterThanOrEqualTo(8);
    assertThat(said.json().path("problems").size()).isGreaterThanOrEqualTo(8);
    nothingWasStarted("credit-risk/1");
  }

  @Test
  void aProhibitedUseIsRefusedWhateverElseItSays() throws IOException {
    if (live == null) {
      return;
    }
    Shell.Said said = live.run("release", "start", "-f", example("invalid/unacceptable-use.yaml"));
    assertThat(said.code()).as(said.toString()).isEqualTo(2);
    assertThat(said.err()).contains("social-scoring", "Art", "unacceptable-use.yaml:5");
    nothingWasStarted("citizen-score/1");
  }
}
