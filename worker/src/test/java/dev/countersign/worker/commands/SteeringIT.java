package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Live rollouts steered from the command line, against a real Temporal server and a real worker:
 * drills, signed promotions, a release that supersedes, and retries. Each release takes over from
 * the one before, so the order matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SteeringIT {
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
    release("1", "1s", "", "", "");
    assertThat(run("release", "watch", "flyers/1").code()).isZero();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static Shell.Said run(String... arguments) {
    return live.run(arguments);
  }

  /** Starts a release whose manifest differs in one place, and has its board sign. */
  private static void release(String version, String bake, String more, String from, String to)
      throws IOException {
    String file = Loans.manifest(folder, "flyers", version, bake, more);
    Path path = folder.resolve(file);
    Files.writeString(path, Files.readString(path).replace(from, to));
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
    release("2", "30m", "policy: two-promote.yaml\n", "", "");
    awaitStep("flyers/2", 1);
    Shell.Said unsigned = run("release", "promote", "flyers/2", "--key", olga);
    assertThat(unsigned.code()).as(unsigned.toString()).isEqualTo(2);
    assertThat(unsigned.err()).contains(TECH_LEAD, LEGAL);
    Shell.Said first = promote(TECH_LEAD);
    assertThat(first.code()).as(first.toString()).isEqualTo(4);
    assertThat(first.out()).contains("still to sign: legal");
    live.await("the step can be judged and is promoted", () -> promote(LEGAL).code() == 0);
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
  void aReleaseThatSupersedesHasTheOneBeforeGiveBackAndGoesOn() throws IOException {
    release(
        "3",
        "1s",
        "",
        "environment: production",
        "environment: production\n  onConflict: supersede");
    Shell.Said before = run("release", "watch", "flyers/2", "--json");
    assertThat(before.code()).as(before.toString()).isEqualTo(5);
    assertThat(before.json().path("outcome").asText()).isEqualTo("ABORTED");
    assertThat(before.json().path("reason").asText()).contains("superseded by flyers/3");
    Shell.Said after = run("release", "watch", "flyers/3", "--json");
    assertThat(after.code()).as(after.toString()).isZero();
  }

  @Test
  @Order(4)
  void aStepThatCannotBeDecidedIsBakedAnewOnRetryAndADrillMayEndIt() throws IOException {
    release(
        "4",
        "1s",
        "",
        "{weight: 25, bake: 1s}",
        "{weight: 25, bake: 1s, analysis: {checks: {error-rate: {max: 0.0001, decideOn:"
            + " interval}}}}");
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

  private static void awaitUndecided() {
    JsonNode view =
        live.status(
            "flyers/4",
            now ->
                now.hasNonNull("outcome") || now.at("/rollout/held").asText().contains("decided"));
    assertThat(view.at("/rollout/held").asText()).as(view.toString()).contains("can't be decided");
  }
}
