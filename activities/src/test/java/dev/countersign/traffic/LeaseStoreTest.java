package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.rollout.TrafficState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  @TempDir Path folder;

  @Test
  void whatWasSavedIsThereAfterwards() {
    TrafficState saved = save(5, 25);
    try (LeaseStore store = open()) {
      assertThat(store.state()).isEqualTo(saved);
      assertThat(store.refused()).isEmpty();
    }
  }

  @Test
  void oneProcessAtATimeHoldsAFolder() {
    try (LeaseStore held = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("another router holds");
      assertThat(held.state().generation()).isZero();
    }
    open().close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 200})
  void aTruncatedFileIsRefusedAloudAndTheIncumbentServes(int length) throws IOException {
    save(5, 25);
    save(6, 50);
    Path file = folder.resolve("state.json");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    assertRefused("state.json is refused", 5);
  }

  @Test
  void anAlteredFileIsRefused() throws IOException {
    save(5, 25);
    save(6, 50);
    Path file = folder.resolve("state.json");
    Files.writeString(file, Files.readString(file).replace("50.0", "90.0").replace("50,", "90,"));
    assertRefused("digest", 5);
  }

  @Test
  void aFileOfAnotherEnvironmentIsRefused() throws IOException {
    save(5, 25);
    save(6, 50);
    Path foreign = Files.createDirectory(folder.resolve("staging"));
    try (LeaseStore staging = LeaseStore.open(foreign, "staging", MODEL)) {
      staging.save(new TrafficState("staging", MODEL, 99, "x", NEW, null, null, null, null));
    }
    Files.copy(
        foreign.resolve("state.json"),
        folder.resolve("state.json"),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("it is of credit-risk in staging", 5);
  }

  @Test
  void nothingBelievableLeavesNothingRoutedRatherThanSomethingWrong() throws IOException {
    save(5, 25);
    Files.writeString(folder.resolve("state.json"), "{\"format\":");
    try (LeaseStore store = open()) {
      assertThat(store.state().route()).isNull();
      assertThat(store.state().ended()).contains("No lease is honoured");
    }
  }

  @Test
  void generationsNeverFall() {
    save(5, 25);
    try (LeaseStore store = open()) {
      TrafficState older = TrafficState.fresh(ENVIRONMENT, MODEL);
      assertThatThrownBy(() -> store.save(older)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void assertRefused(String because, long generation) {
    try (LeaseStore store = open()) {
      assertThat(store.refused()).get().asString().contains(because);
      assertThat(store.state().lease()).isNull();
      assertThat(store.state().incumbent()).isEqualTo(OLD);
      assertThat(store.state().generation()).isEqualTo(generation);
      assertThat(folder.resolve("state.json.refused")).exists();
    }
  }

  private TrafficState save(long generation, double weight) {
    try (LeaseStore store = open()) {
      TrafficState next = store.state().apply(intent(generation, weighing(weight)), NOON).state();
      store.save(next);
      return next;
    }
  }

  private LeaseStore open() {
    return LeaseStore.open(folder, ENVIRONMENT, MODEL);
  }
}
