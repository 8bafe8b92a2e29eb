package dev.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.manifest.ModelSpec;
import dev.countersign.passport.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every registry keeps to; each store has a subclass. */
abstract class ModelRegistryContract {
  @TempDir Path folder;

  /** A model name that no other test of this store uses. */
  private String model;

  abstract RegistryStore store();

  @BeforeEach
  void nameAModel() {
    model = "credit-risk-" + java.util.UUID.randomUUID();
  }

  private ModelRegistry registry() {
    return new ModelRegistry(store());
  }

  Registration registration(String version, String run) throws IOException {
    byte[] content = ("model " + version).getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve(version + ".ubj"), content);
    Path plot = Files.writeString(folder.resolve("importance.svg"), "<svg/>");
    return new Registration(
        model,
        version,
        releaseOf(version, run),
        file,
        Digests.sha256(content),
        ModelSpec.Format.XGBOOST,
        0,
        Map.of("training/rounds", "50"),
        Map.of("roc-auc", 0.79, "disparate-impact/age/<=25", 0.91),
        Map.of("owner", "credit team"),
        List.of(new Attachment("importance.svg", plot)),
        List.of(new LoggedDataset("loans.csv", Digests.sha256(content), "train")));
  }

  private String releaseOf(String version, String run) {
    return "release/" + model + "/" + version + ":" + run;
  }

  private Ending ending(String outcome) throws IOException {
    Path passport = Files.writeString(folder.resolve("passport.zip"), outcome);
    return new Ending(outcome, "because", List.of(new Attachment("passport.zip", passport)));
  }

  private RegisteredModel released(String version) throws IOException {
    registry().register(registration(version, "run-1"));
    return registry().release(model, releaseOf(version, "run-1"), ending("RELEASED"));
  }

  @Test
  void whatIsRegisteredIsChallengerAndReadsBack() throws IOException {
    RegisteredModel version = registry().register(registration("2026.11.1", "run-1"));

    assertThat(version.number()).isEqualTo(1);
    assertThat(version.version()).isEqualTo("2026.11.1");
    assertThat(version.format()).contains(ModelSpec.Format.XGBOOST);
    assertThat(version.favourableIndex()).isZero();
    assertThat(version.tags()).containsEntry("owner", "credit team");
    assertThat(store().aliases(model)).isEqualTo(Map.of("challenger", 1));
    assertThat(registry().fetch(version)).hasContent("model 2026.11.1");
    assertThat(version.uri()).isEqualTo("models:/" + model + "/1");
  }

  @Test
  void registeringAReleaseTwiceChangesNothing() throws IOException {
    RegisteredModel first = registry().register(registration("2026.11.1", "run-1"));
    RegisteredModel second = registry().register(registration("2026.11.1", "run-1"));

    assertThat(second).isEqualTo(first);
    assertThat(store().version(model, 2)).isEmpty();
  }

  @Test
  void anotherRunOfARejectedVersionIsAnotherNumber() throws IOException {
    registry().register(registration("2026.11.1", "run-1"));
    registry().retire(model, releaseOf("2026.11.1", "run-1"), ending("REJECTED"));

    RegisteredModel again = registry().register(registration("2026.11.1", "run-2"));

    assertThat(again.number()).isEqualTo(2);
    assertThat(store().aliases(model)).isEqualTo(Map.of("challenger", 2));
  }

  @Test
  void aReleasedVersionIsChampion() throws IOException {
    assertThat(registry().champion(model)).isEmpty();

    RegisteredModel version = released("2026.11.1");

    assertThat(registry().champion(model)).contains(version);
    assertThat(store().aliases(model)).isEqualTo(Map.of("champion", 1));
    assertThat(version.outcome()).contains("RELEASED");
  }

  @Test
  void aRejectedVersionIsNeitherAndSaysSo() throws IOException {
    registry().register(registration("2026.11.1", "run-1"));

    RegisteredModel version =
        registry().retire(model, releaseOf("2026.11.1", "run-1"), ending("REJECTED")).orElseThrow();

    assertThat(version.outcome()).contains("REJECTED");
    assertThat(version.tags()).containsEntry("countersign.reason", "because");
    assertThat(store().aliases(model)).isEmpty();
  }

  @Test
  void aChampionThatIsWithdrawnIsChampionNoMoreUntilItServesAgain() throws IOException {
    RegisteredModel champion = released("2026.11.1");
    String digest = champion.digest().orElseThrow();
    for (int twice = 0; twice < 2; twice++) {
      assertThat(registry().withdraw(model, "2026.11.1", digest, "answers errors"))
          .hasValueSatisfying(
              version -> assertThat(version.outcome()).contains(ModelRegistry.WITHDRAWN));
      assertThat(registry().champion(model)).isEmpty();
    }
    for (int twice = 0; twice < 2; twice++) {
      registry().reinstate(model, "2026.11.1", digest, "serves again");
      assertThat(registry().champion(model))
          .hasValueSatisfying(
              version -> {
                assertThat(version.number()).isEqualTo(champion.number());
                assertThat(version.tags()).containsEntry("countersign.reason", "serves again");
              });
    }
  }

  @Test
  void onlyAVersionThatWasWithdrawnIsReinstated() throws IOException {
    RegisteredModel former = released("2026.11.1");
    RegisteredModel champion = released("2026.11.2");
    String digest = former.digest().orElseThrow();
    assertThat(registry().reinstate(model, "2026.11.1", digest, "no")).isEmpty();
    assertThat(registry().withdraw(model, "2026.11.3", digest, "no")).isEmpty();
    assertThat(registry().champion(model)).contains(champion);
  }

  @Test
  void aReleaseThatNeverRegisteredHasNothingToRetire() throws IOException {
    assertThat(registry().retire(model, releaseOf("2026.11.1", "run-1"), ending("EXPIRED")))
        .isEmpty();
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(
            () -> registry().release(model, releaseOf("2026.11.1", "run-1"), ending("RELEASED")))
        .withMessageContaining("never registered");
  }

  @Test
  void aChampionRolledBackGivesWayToTheOneBefore() throws IOException {
    released("2026.11.1");
    released("2026.11.2");
    assertThat(registry().champion(model).orElseThrow().version()).isEqualTo("2026.11.2");

    registry().retire(model, releaseOf("2026.11.2", "run-1"), ending("ROLLED_BACK"));

    assertThat(registry().champion(model).orElseThrow().version()).isEqualTo("2026.11.1");
  }

  @Test
  void theFirstChampionRolledBackLeavesNone() throws IOException {
    released("2026.11.1");
    registry().retire(model, releaseOf("2026.11.1", "run-1"), ending("ROLLED_BACK"));

    assertThat(registry().champion(model)).isEmpty();
  }

  @Test
  void recordingAnOutcomeAgainTakesNothingFromALaterChampion() throws IOException {
    released("2026.11.1");
    released("2026.11.2");

    registry().release(model, releaseOf("2026.11.1", "run-1"), ending("RELEASED"));

    assertThat(registry().champion(model).orElseThrow().version()).isEqualTo("2026.11.2");
  }

  @Test
  void urisNameVersionsByNumberByVersionAndByAlias() throws IOException {
    released("2026.11.1");
    registry().register(registration("2026.11.2", "run-1"));

    assertThat(resolved("/1")).isEqualTo("2026.11.1");
    assertThat(resolved("/2026.11.2")).isEqualTo("2026.11.2");
    assertThat(resolved("@champion")).isEqualTo("2026.11.1");
    assertThat(resolved("@challenger")).isEqualTo("2026.11.2");
    for (String absent : List.of("/3", "/2026.12.1", "@nobody")) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> resolved(absent))
          .withMessageContaining("models:/" + model + absent);
    }
    for (String wrong : List.of("models:/", "models:/a", "models:/a/b/c", "models:/../1")) {
      assertThatIllegalArgumentException().isThrownBy(() -> ModelUri.parse(wrong));
    }
  }

  private String resolved(String rest) {
    return registry().resolve(ModelUri.parse("models:/" + model + rest)).version();
  }

  @Test
  void whatWouldBreakOutOfTheRegistryIsRefused() {
    for (String name : List.of("../x", "a/b", "", ".hidden", "a' or name != '")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Registration.validateModel(name))
          .withMessageContaining(name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Attachment("../passport.zip", folder));
  }
}
