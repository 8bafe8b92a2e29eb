package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.worker.demo.DemoData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run as a script has it. */
class SimulateTest {
  private static final String FREEZES =
      """
        freeze:
          - {from: 2026-12-18T18:00:00Z, until: 2026-12-18T20:00:00Z, reason: till close}
          - {calendar: changes.ics}
      """;
  private static final String CALENDAR =
      """
      BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//bank//changes//EN
      BEGIN:VEVENT
      UID:1@bank.example
      DTSTAMP:20261101T000000Z
      DTSTART:20261218T203000Z
      DTEND:20270104T060000Z
      SUMMARY:year end
      END:VEVENT
      END:VCALENDAR
      """;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void writeData() throws IOException {
    DemoData.write(folder.resolve("loans.csv"));
    Files.writeString(folder.resolve("changes.ics"), CALENDAR.replace("\n", "\r\n"));
    shell = new Shell(folder, Map.of());
  }

  @Test
  void saysStepsTimesBarsAndWhatEachFailureWouldDo() throws IOException {
    Shell.Said said = simulate(manifest("", "7d"));
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.out())
        .contains(
            "loan-approval 3 in production: haproxy router, metrics from prometheus",
            "fallback: manual review: everybody is answered {decision=refer}",
            "lease 1m, judged from 20 requests on, stands still for 7d at most",
            "2026-12-18T16:00:00Z  step 1, internal",
            "candidate: 0 % of everybody, and internal people; bakes 1h",
            "2026-12-18T17:00:00Z  step 2, 25 %",
            "error-rate at most 0.01",
            "2026-12-18T19:00:00Z  the candidate is made the incumbent",
            "the router gives everything back by itself within 1m",
            "the fallback manual review gets everybody",
            "exit 6");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void saysByWhichGroupsDecisionsAreComparedAndHowTheyAreTold() throws IOException {
    String grouped =
        manifest("", "7d")
            .replace(
                "router: {haproxy: {agent: \"http://10.0.0.7:9400\", endpoint:"
                    + " \"http://10.0.0.7:8080\"}}",
                "router: {embedded: {}}")
            .replace(
                "metrics: {prometheus: {url: \"http://prometheus:9090\"}}",
                "metrics: {embedded: {}}\n"
                    + "  groups: [{attribute: sex, header: x-sex, values: [female, male]}]");
    Shell.Said said = simulate(grouped);
    assertThat(said.code()).as(said.toString()).isZero();
    assertThat(said.out())
        .contains("compared by sex: female, male; reference male; told by the header x-sex");
    assertThat(simulate(grouped, "--json").json().at("/groups/0/attribute").asText())
        .isEqualTo("sex");
  }

  @Test
  void aFreezeMovesTheStepItFallsOn() throws IOException {
    JsonNode json =
        simulate(manifest(FREEZES.replace("    - {calendar: changes.ics}\n", ""), "7d"), "--json")
            .json();
    JsonNode last = json.path("steps").get(2);
    assertThat(last.path("begins").asText()).isEqualTo("2026-12-18T20:00:00Z");
    assertThat(last.path("waits").get(0).path("reason").asText()).isEqualTo("till close");
    assertThat(last.path("weight").asDouble()).isEqualTo(100);
    assertThat(json.has("stopped")).isFalse();
    assertThat(json.path("failures").size()).isGreaterThan(8);
  }

  @Test
  void aCalendarThatOutlastsTheProgressDeadlineIsExitFour() throws IOException {
    Shell.Said said = simulate(manifest(FREEZES, "3d"));
    assertThat(said.code()).as(said.toString()).isEqualTo(4);
    assertThat(said.out())
        .contains(
            "everything is given back: before the candidate is made the incumbent: frozen until"
                + " 2027-01-04T06:00:00Z",
            "longer than the progress deadline of 3d");
  }

  @Test
  void aWrongManifestIsExitTwoWithEveryProblem() throws IOException {
    Shell.Said said = simulate(manifest("", "7d").replace("weight: 100", "weight: 90"), "--json");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.json().path("problems").get(0).path("message").asText())
        .contains("the last step leaves the release at 90 %");
    assertThat(said.err()).contains("End with a step of weight: 100");
  }

  @Test
  void aTimeThatIsNoneIsExitTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("release.yaml"), manifest("", "7d"));
    Shell.Said said =
        shell.run("rollout", "simulate", "-f", file.toString(), "--at", "next friday");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("next friday", "2026-12-18T16:00:00Z");
  }

  private Shell.Said simulate(String manifest, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("release.yaml"), manifest);
    String[] arguments = {
      "rollout", "simulate", "-f", file.toString(), "--at", "2026-12-18T16:00:00Z"
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return shell.run(all);
  }

  private static String manifest(String freezes, String deadline) {
    return """
    apiVersion: countersign.dev/v1
    kind: ModelRelease
    metadata: {model: loan-approval, version: "3", owner: lending-ml, submittedBy: ci@bank.example, trainedBy: [ada@bank.example]}
    intendedUse: {decision: d, affected: a, harm: h, useCase: other}
    data:
      source: loans.csv
      split: {evaluation: 0.3, seed: 1}
      id: application_id
      label: {column: decision, favourable: accepted, provenance: human-decision}
      protected: [{attribute: sex, column: sex, reference: male}]
      features: {exclude: [age, sex, cash_flow_score]}
      pii: [application_id]
    training: {xgboost: {rounds: 5}}
    fallback: {name: manual review, answer: {decision: refer}}
    rollout:
      environment: production
      router: {haproxy: {agent: "http://10.0.0.7:9400", endpoint: "http://10.0.0.7:8080"}}
      metrics: {prometheus: {url: "http://prometheus:9090"}}
      progressDeadline: %s
      steps:
        - {audience: internal, weight: 0, bake: 1h}
        - {weight: 25, bake: 1h, analysis: {checks: {error-rate: {max: 0.01}}}}
        - {weight: 100, bake: 1h}
    %s\
    """
        .formatted(deadline, freezes);
  }
}
