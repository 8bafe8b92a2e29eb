package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.RegistryActivities;
import dev.countersign.fixture.Loans;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.mlflow.Ending;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.mlflow.RegisteredModel;
import dev.countersign.mlflow.Registration;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry says of an incumbent that a fallback took over from. */
class FallenChampionTest {
  private static final Instant NOW = IntakeFixture.NOW;
  private static final Fallback PEOPLE = new Fallback("people", null);

  @TempDir Path folder;
  private IntakeFixture intake;
  private ModelRegistry registry;
  private FrozenRelease release;
  private RegisteredModel champion;

  @BeforeEach
  void releaseAChampion() throws IOException {
    Loans.write(folder, 400, 3);
    intake = new IntakeFixture(folder, folder, IntakeFixture.NOBODY);
    registry = intake.registry;
    release = intake.take(Loans.release("2", 5)).release();
    Path file = Files.writeString(folder.resolve("1.ubj"), "the model that served");
    EvidenceRef kept = intake.evidence.putFile("model", file);
    registry.register(
        new Registration(
            "loans",
            "1",
            "release/loans/1@run",
            file,
            kept.digest(),
            ModelSpec.Format.XGBOOST,
            1,
            Map.of(),
            Map.of(),
            Map.of(),
            List.of()));
    champion =
        registry.release("loans", "release/loans/1@run", new Ending("RELEASED", "done", List.of()));
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void whereTheFallbackServesThereIsNoChampionAndItSaysWhy() {
    record("a", "ROLLED_BACK", Route.settled(null, PEOPLE), served());
    assertThat(registry.champion("loans")).isEmpty();
    RegisteredModel withdrawn = version();
    assertThat(withdrawn.outcome()).contains("WITHDRAWN");
    assertThat(withdrawn.tags()).containsEntry("countersign.reason", "both answer with errors");
  }

  @Test
  void whereItServesAgainItIsChampionAgain() {
    record("a", "ROLLED_BACK", Route.settled(null, PEOPLE), served());
    record("b", "ROLLED_BACK", Route.settled(served(), PEOPLE), served());
    assertThat(registry.champion("loans")).contains(version());
    assertThat(version().outcome()).contains("RELEASED");
  }

  @Test
  void whereItServedAllTheTimeNothingChanges() {
    record("a", "ROLLED_BACK", Route.settled(served(), PEOPLE), null);
    assertThat(registry.champion("loans")).contains(champion);
  }

  @Test
  void whereTheRouterCouldNotBeReadNothingIsClaimed() {
    record("a", "ROLLED_BACK", null, null);
    assertThat(registry.champion("loans")).contains(champion);
  }

  private RegisteredModel version() {
    return registry.of("loans", "release/loans/1@run").orElseThrow();
  }

  private ModelTarget served() {
    return new ModelTarget("1", champion.digest().orElseThrow());
  }

  private void record(String attempt, String outcome, Route route, ModelTarget former) {
    EvidenceRef passport = intake.evidence.put("passport", "{}".getBytes(StandardCharsets.UTF_8));
    ModelRef incumbent =
        new ModelRef("1", served().digest(), champion.uri(), ModelSpec.Format.XGBOOST, 1);
    intake
        .activities(RegistryActivities.class)
        .recordOutcome(
            new OutcomeTask(
                release,
                attempt,
                outcome,
                "both answer with errors",
                null,
                incumbent,
                NOW,
                passport,
                route == null
                    ? null
                    : new RouteObservation(
                        "embedded",
                        "production",
                        "loans",
                        4,
                        "rollout",
                        route,
                        null,
                        former,
                        "given to the fallback",
                        NOW)));
  }
}
