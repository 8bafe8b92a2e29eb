package dev.countersign.worker.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Json;
import dev.countersign.testing.Eventually;
import dev.countersign.worker.real.LoanManifest;
import dev.countersign.worker.real.TemporalCli;
import dev.countersign.workflow.RolloutWorkflow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live rollouts steered from the command line, against a real Temporal server and a real worker:
 * drills, signed promotions, a release that supersedes, retries, and what operators do in Temporal
 * itself. Each release takes over from the one before, so the order matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SteeringIT {
  private static final String ROLLOUT = RolloutWorkflow.id("production", "flyers");
  private static final String LEGAL = "legal";
  private static final String TECH_LEAD = "tech-lead";

  @TempDir static Path folder;
  private static Live live;
  private static String olga;

  @BeforeAll
  static void start() throws IOException {
    Loans.write(folder);
    live = Live.start(folder);
    olga = live.keys.of("olga@ops.example");
    Files.writeString(
        folder.resolve("two-promote.yaml"),
        """
        apiVersion: countersign.dev/v1
        kind: Policy
        name: two-promote
        promotion: {seats: [tech-lead, legal], basis: our rules of operation}
        """);
    release("1", "1s", "", UnaryOperator.identity());
    assertThat(run("release", "watch", "flyers/1").code()).isZero();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static Shell.Said run(String... arguments) {
    return live.run(arguments);
  }

  /** Starts a release whose manifest differs somewhere, and has its board sign. */
  private static void release(
      String version, String bake, String more, UnaryOperator<String> otherwise)
      throws IOException {
    String file = Loans.manifest(folder, "flyers", version, bake, more);
    Path path = folder.resolve(file);
    Files.writeString(path, otherwise.apply(Files.readString(path)));
    Shell.Said started = run("release", "start", "-f", file, "--wait-for", "board");
    assertThat(started.code()).as(started.toString()).isZero();
    live.approve("flyers/" + version, TECH_LEAD);
  }

  private static JsonNode awaitStep(String release, int step) {
    return live.status(release, view -> view.path("rollout").path("step").asInt() == step);
  }

  @Test
  @Order(1)
  void aPromotionThatTheirPolicyHasTwoSeatsSignWaitsForBoth() throws IOException {
    release("2", "30m", "policy: two-promote.yaml\n", UnaryOperator.identity());
    awaitStep("flyers/2", 1);
    Shell.Said unsigned = run("release", "promote", "flyers/2", "--key", olga);
    assertThat(unsigned.code()).as(unsigned.toString()).isEqualTo(2);
    assertThat(unsigned.err()).contains(TECH_LEAD, LEGAL);
    Shell.Said first = promote(TECH_LEAD);
    assertThat(first.code()).as(first.toString()).isEqualTo(4);
    assertThat(first.out()).contains("still to sign: legal");
    Eventually.holds("the step can be judged and is promoted", () -> promote(LEGAL).code() == 0);
    awaitStep("flyers/2", 2);
    assertThat(run("release", "promote", "flyers/2", "--key", olga).code())
        .as("signatures are for one step")
        .isEqualTo(2);
  }

  private static Shell.Said promote(String seat) {
    return run(
        "release",
        "promote",
        "flyers/2",
        "--seat",
        seat,
        "--key",
        live.keys.inSeat(seat),
        "--reason",
        "seen enough");
  }

  @Test
  @Order(2)
  void aDrillGivesEverythingBackForRealTimesItAndTakesTheStepAgain() {
    Shell.Said drilled = run("drill", "flyers/2", "--key", olga, "--reason", "quarterly", "--json");
    assertThat(drilled.code()).as(drilled.toString()).isZero();
    System.out.println("drill: " + drilled.out().strip());
    JsonNode report = drilled.json();
    assertThat(report.path("trafficPercent").asDouble()).isEqualTo(25);
    assertThat(report.at("/observed/route/incumbent/version").asText()).isEqualTo("1");
    assertThat(report.at("/observed/route").has("candidate")).isFalse();
    assertThat(report.path("probe").asText()).contains("incumbent");
    live.status("flyers/2", view -> view.at("/rollout/trafficPercent").asDouble() == 25);
    assertThat(run("release", "status", "flyers/2", "--log").out())
        .contains("drill at step 25 %", "verified in");
  }

  @Test
  @Order(3)
  void ordersReachARolloutThatWasResetInTemporal() {
    new TemporalCli(live.temporal).workflow("reset", ROLLOUT, "--event-id", "4");
    awaitStep("flyers/2", 1);
    Shell.Said drilled = run("drill", "flyers/2", "--key", olga, "--json");
    assertThat(drilled.code()).as(drilled.toString()).isZero();
    assertThat(drilled.json().at("/observed/route").has("candidate")).isFalse();
  }

  @Test
  @Order(4)
  void aReleaseThatSupersedesHasTheOneBeforeGiveBackAndGoesOn() throws IOException {
    release(
        "3",
        "1s",
        "",
        text ->
            knowingAges(text)
                .replace(
                    "environment: production", "environment: production\n  onConflict: supersede"));
    Shell.Said before = run("release", "watch", "flyers/2", "--json");
    assertThat(before.code()).as(before.toString()).isEqualTo(5);
    assertThat(before.json().path("outcome").asText()).isEqualTo("ABORTED");
    assertThat(before.json().path("reason").asText()).contains("superseded by flyers/3");
    Shell.Said after = run("release", "watch", "flyers/3", "--json");
    assertThat(after.code()).as(after.toString()).isZero();
  }

  @Test
  @Order(5)
  void aStepThatCannotBeDecidedIsBakedAnewOnRetryAndADrillMayEndIt() throws IOException {
    release(
        "4",
        "1s",
        "",
        text ->
            knowingAges(text)
                .replace(
                    "{weight: 25, bake: 1s}",
                    "{weight: 25, bake: 1s, analysis: {checks: {error-rate: {max: 0.0001, decideOn:"
                        + " interval}}}}"));
    awaitUndecided();
    Shell.Said again = run("release", "retry", "flyers/4", "--key", olga, "--json");
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.json().path("answer").asText()).contains("bakes 25 % anew");
    awaitUndecided();
    Shell.Said drilled = run("drill", "flyers/4", "--then", "end", "--key", olga);
    assertThat(drilled.code()).as(drilled.toString()).isZero();
    assertThat(drilled.out()).contains("given back and verified in", "the rollout ends with it");
    Shell.Said end = run("release", "watch", "flyers/4", "--json");
    assertThat(end.code()).as(end.toString()).isEqualTo(5);
    assertThat(end.json().path("outcome").asText()).isEqualTo("ABORTED");
    Shell.Said over = run("drill", "flyers/4", "--key", olga);
    assertThat(over.code()).as(over.toString()).isEqualTo(2);
  }

  /** The clerks wronged the young; versions 3 and 5 know ages and learnt it, version 1 doesn't. */
  @Test
  @Order(6)
  void whereBothModelsWrongTheYoungAnOlderVersionThatDoesNotServesEverybody() throws Exception {
    release("5", "30m", "", SteeringIT::comparingAges);
    Shell.Said end = run("release", "watch", "flyers/5", "--json");
    assertThat(end.code()).as(end.toString()).isEqualTo(6);
    assertThat(end.json().path("outcome").asText()).isEqualTo("ROLLED_BACK");
    assertThat(end.json().path("reason").asText())
        .contains("disparate-impact of age, <=25 against >25", "the incumbent breaches too");
    System.out.println("degraded: " + end.json().path("reason").asText());
    for (int caller = 0; caller < 20; caller++) {
      JsonNode served = ask("applicant-" + caller).path("servedBy");
      assertThat(served.path("role").asText()).as(served.toString()).isEqualTo("fallback");
      assertThat(served.path("version").asText()).isEqualTo("1");
    }
    Path registry = folder.resolve("state/registry/flyers");
    assertThat(registry.resolve("3/version.json")).content().contains("WITHDRAWN");
    assertThat(registry.resolve("aliases.json")).content().doesNotContain("champion");
  }

  @Test
  @Order(7)
  void aReleaseWhoseRolloutIsTerminatedInTemporalGivesBackAndReadsItBack() throws IOException {
    release("6", "30m", "", UnaryOperator.identity());
    awaitStep("flyers/6", 1);
    new TemporalCli(live.temporal).workflow("terminate", ROLLOUT);
    Shell.Said end = run("release", "watch", "flyers/6", "--json");
    assertThat(end.code()).as(end.toString()).isEqualTo(6);
    assertThat(end.json().path("outcome").asText()).isEqualTo("ROLLED_BACK");
    assertThat(end.json().path("reason").asText()).contains("its rollout was terminated by hand");
    assertThat(run("release", "status", "flyers/6", "--log").out())
        .contains("its rollout was terminated by hand; read back at generation");
  }

  /** A model that is told ages, and so learns whom the clerks wronged. */
  private static String knowingAges(String manifest) {
    return manifest
        .replace(
            "  protected:\n",
            "  protected:\n    - {attribute: age, column: age, bands: [\"<=25\", \">25\"],"
                + " reference: \">25\", use: feature}\n")
        .replace("exclude: [age, sex]", "exclude: [sex]");
  }

  private static String comparingAges(String manifest) {
    return knowingAges(manifest)
        .replace(
            "fallback: {name: everybody gets the same brochure}",
            "fallback: {name: the first model, model: {uri: \"models:/flyers/1\", format:"
                + " xgboost}}")
        .replace("  steps:\n", "  groups: [{attribute: age}]\n  steps:\n")
        .replace(
            "weight: 0, bake: 30m}",
            "weight: 0, bake: 30m, analysis: {checks: {disparate-impact: {min: 0.8}}}}");
  }

  /** Asks the router in the worker, as its callers do. */
  private static JsonNode ask(String unit) throws IOException, InterruptedException {
    Path port = folder.resolve("state/routers/production/flyers/port");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%s/v1/models/flyers:predict"
                        .formatted(Files.readString(port).strip())))
            .header("x-countersign-unit", unit)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    Json.canonicalBytes(Map.of("inputs", List.of(row())))))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
      return Json.read(answer.body(), JsonNode.class);
    }
  }

  private static Map<String, Object> row() {
    Map<String, Object> row = new HashMap<>(LoanManifest.row());
    row.put("cash_flow_score", 50.0);
    return row;
  }

  private static void awaitUndecided() {
    JsonNode view =
        live.status(
            "flyers/4",
            now ->
                now.hasNonNull("outcome")
                    || now.at("/rollout/held").asText().contains("25 % can't be decided"));
    assertThat(view.at("/rollout/held").asText())
        .as(view.toString())
        .contains("25 % can't be decided");
  }
}
