package dev.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends ModelRegistryContract {

  @Override
  RegistryStore store() {
    return new FolderStore(folder.resolve("registry"));
  }

  @Test
  void anAlteredModelIsRefused() throws IOException {
    RegisteredModel version =
        new ModelRegistry(store()).register(registration("2026.11.1", "run-1"));
    Files.writeString(Path.of(version.location(), "model.ubj"), "another");

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> store().fetch(version))
        .withMessageContaining("altered");
  }

  @Test
  void aModelThatIsNotWhatWasEvaluatedIsNotRegistered() throws IOException {
    Registration registration = registration("2026.11.1", "run-1");
    Files.writeString(registration.file(), "another");

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> new ModelRegistry(store()).register(registration))
        .withMessageContaining("is not what was evaluated");
    assertThat(store().version(registration.model(), 1)).isEmpty();
  }

  @Test
  void aRegistrationCutShortLeavesNoTrace() throws IOException {
    Registration registration = registration("2026.11.1", "run-1");
    Path begun = folder.resolve("registry").resolve(registration.model()).resolve(".unfinished");
    Files.createDirectories(begun);
    Files.writeString(begun.resolve("model.ubj"), "half a mod");

    RegisteredModel version = new ModelRegistry(store()).register(registration);

    assertThat(version.number()).isEqualTo(1);
    assertThat(store().fetch(version)).hasContent("model 2026.11.1");
  }

  @Test
  void whatAModelWasMadeFromStandsBesideItAndStaysThereWhenItIsTagged() throws IOException {
    Registration registration = registration("2026.11.1", "run-1");
    RegisteredModel version = new ModelRegistry(store()).register(registration);
    store().tag(version, "owner", "another team");

    Path kept = folder.resolve("registry").resolve(registration.model()).resolve("1/version.json");
    assertThat(registration.datasets()).isNotEmpty();
    assertThat(Json.read(Files.readAllBytes(kept), JsonNode.class).at("/datasets"))
        .isEqualTo(Json.mapper().valueToTree(registration.datasets()));
  }

  @Test
  void anAliasThatIsNotThereIsDroppedWithoutAWord() {
    store().dropAlias("nobody-knows-it", "champion");
    assertThat(store().aliases("nobody-knows-it")).isEmpty();
  }

  @Test
  void manyAtOnceGetANumberEach() throws Exception {
    List<Registration> registrations =
        IntStream.range(0, 8)
            .mapToObj(i -> unchecked(() -> registration("1." + i, "run")))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<RegisteredModel>> versions =
          threads.invokeAll(
              registrations.stream()
                  .map(
                      registration ->
                          (Callable<RegisteredModel>)
                              () -> new ModelRegistry(store()).register(registration))
                  .toList());
      List<Integer> numbers =
          versions.stream().map(version -> unchecked(version::get).number()).sorted().toList();
      assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  private static <T> T unchecked(Callable<T> action) {
    try {
      return action.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
