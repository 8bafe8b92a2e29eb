package dev.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real MLflow server, and what goes wrong with one. */
class MlflowStoreIT extends ModelRegistryContract {
  private static final long LARGEST = 1 << 20;

  @TempDir static Path serverFolder;
  private static RealServer server;

  @BeforeAll
  static void start() {
    server = RealServers.mlflow(serverFolder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  RegistryStore store() {
    return storeAt(URI.create(server.url()));
  }

  private MlflowStore storeAt(URI address) {
    return new MlflowStore(
        new MlflowAccess(address, Optional.empty()), folder.resolve("cache"), LARGEST);
  }

  @Test
  void aCutAtAnyRequestLosesNothingAndDoublesNothing() throws Exception {
    int cuts = 0;
    boolean cut = true;
    for (int at = 0; cut; at++) {
      cut = false;
      for (boolean afterwards : new boolean[] {false, true}) {
        nameAModel();
        Registration registration = registration("2026.11.1", "run-1");
        try (CuttingProxy proxy = new CuttingProxy(URI.create(server.url()), at, afterwards)) {
          ModelRegistry behindProxy = new ModelRegistry(storeAt(proxy.address()));
          try {
            behindProxy.register(registration);
          } catch (RegistryUnavailableException e) {
            cuts++;
          }
          cut |= proxy.hasCut();
        }

        new ModelRegistry(store()).register(registration);

        assertThat(state(registration))
            .as("cut at request %s, %s", at, afterwards ? "answer lost" : "never arrived")
            .isEqualTo("1 run FINISHED, 1 value of roc-auc, 1 version, {challenger=1}");
      }
    }
    System.out.println(cuts + " registrations cut short, each finished by the next attempt");
    assertThat(cuts).isGreaterThan(20);
  }

  @Test
  void attemptsAtOnceRegisterOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      nameAModel();
      Registration registration = registration("2026.11.1", "run-1");
      Callable<RegisteredModel> attempt = () -> new ModelRegistry(store()).register(registration);
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        for (var future : threads.invokeAll(List.of(attempt, attempt, attempt))) {
          future.get();
        }
      }

      assertThat(state(registration))
          .as("round %s", round)
          .contains("1 run FINISHED")
          .contains("1 version")
          .contains("{challenger=");
    }
  }

  @Test
  void aServerThatIsDownSaysSoAndTheSameCallWorksWhenItIsBack() throws IOException {
    Registration registration = registration("2026.11.1", "run-1");
    server.kill();
    try {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> new ModelRegistry(store()).register(registration))
          .withMessageContaining(server.url())
          .withMessageContaining("check that it is running");
    } finally {
      server.startAgain();
    }

    assertThat(new ModelRegistry(store()).register(registration).number()).isEqualTo(1);
  }

  @Test
  void dataIsLoggedWithTheRunOnceAndByItsWholeDigest() throws IOException {
    Registration plain = registration("2026.11.1", "run-1");
    String digest = Digests.sha256("the rows".getBytes(StandardCharsets.UTF_8));
    Registration registration =
        new Registration(
            plain.model(),
            plain.version(),
            plain.release(),
            plain.file(),
            plain.digest(),
            plain.format(),
            plain.favourableIndex(),
            plain.params(),
            plain.metrics(),
            plain.tags(),
            plain.attachments(),
            List.of(
                new LoggedDataset("train.csv", digest, "train"),
                new LoggedDataset("later.csv", plain.digest(), "evaluation")));
    new ModelRegistry(store()).register(registration);
    new ModelRegistry(store()).register(registration);

    JsonNode inputs = run(registration).path("inputs").path("dataset_inputs");

    assertThat(inputs).hasSize(2);
    List<String> seen = new ArrayList<>();
    for (JsonNode input : inputs) {
      JsonNode source =
          Json.read(
              input.path("dataset").path("source").asText().getBytes(StandardCharsets.UTF_8),
              JsonNode.class);
      seen.add(
          "%s %s %s of %s"
              .formatted(
                  input.path("tags").path(0).path("key").asText(),
                  input.path("tags").path(0).path("value").asText(),
                  input.path("dataset").path("name").asText(),
                  source.path("digest").asText()));
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "mlflow.data.context train train.csv of " + digest,
            "mlflow.data.context evaluation later.csv of " + plain.digest());
  }

  @Test
  void aModelThatOthersLoggedIsReadByItsDescription() throws Exception {
    String script =
        """
        import mlflow, sys
        import numpy as np
        from mlflow.models import Model
        import os, yaml
        mlflow.set_tracking_uri(sys.argv[1])
        with mlflow.start_run() as run:
            os.makedirs(sys.argv[2])
            open(sys.argv[2] + "/model.onnx", "w").write("somebody's model")
            yaml.safe_dump({"flavors": {"onnx": {"data": "model.onnx"}, "python_function": {}}},
                           open(sys.argv[2] + "/MLmodel", "w"))
            mlflow.log_artifacts(sys.argv[2], "model")
            client = mlflow.MlflowClient()
            client.create_registered_model("foreign")
            client.create_model_version("foreign", run.info.artifact_uri + "/model", run.info.run_id)
            client.set_registered_model_alias("foreign", "champion", "1")
        """;
    Process process =
        new ProcessBuilder(
                Tool.MLFLOW_PYTHON.path().toString(),
                "-c",
                script,
                server.url(),
                folder.resolve("foreign").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("python.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("python.log"))).isZero();

    RegisteredModel champion = new ModelRegistry(store()).champion("foreign").orElseThrow();

    assertThat(champion.format().orElseThrow().name()).isEqualTo("ONNX");
    assertThat(champion.version()).isEqualTo("1");
    assertThat(store().fetch(champion)).hasContent("somebody's model");
  }

  @Test
  void aModelAlteredOnTheServerIsRefused() throws IOException {
    RegisteredModel version =
        new ModelRegistry(store()).register(registration("2026.11.1", "run-1"));
    try (var files = Files.walk(serverFolder.resolve("artifacts"))) {
      for (Path file : files.filter(f -> f.endsWith("model.ubj")).toList()) {
        Files.writeString(file, "another");
      }
    }

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> store().fetch(version))
        .withMessageContaining("is not the file that was registered");
  }

  @Test
  void aModelLargerThanAllowedIsNotFetched() throws IOException {
    RegisteredModel version =
        new ModelRegistry(store()).register(registration("2026.11.1", "run-1"));
    MlflowStore strict =
        new MlflowStore(new MlflowAccess(URI.create(server.url()), Optional.empty()), folder, 5);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> strict.fetch(version))
        .withMessageContaining("more than the 5 bytes");
  }

  private static MlflowHttp http() {
    return new MlflowHttp(new MlflowAccess(URI.create(server.url()), Optional.empty()));
  }

  /** The run that a registration left on the server. */
  private static JsonNode run(Registration registration) {
    String experiment =
        http()
            .get(
                "experiments/get-by-name",
                Map.of("experiment_name", "countersign/" + registration.model()))
            .path("experiment")
            .path("experiment_id")
            .asText();
    return http()
        .post("runs/search", Map.of("experiment_ids", List.of(experiment)))
        .path("runs")
        .path(0);
  }

  /** What the server holds of a registration, in words. */
  private static String state(Registration registration) {
    MlflowHttp http = http();
    var experiment =
        http.get(
            "experiments/get-by-name",
            Map.of("experiment_name", "countersign/" + registration.model()));
    var runs =
        http.post(
                "runs/search",
                Map.of(
                    "experiment_ids",
                    List.of(experiment.path("experiment").path("experiment_id").asText())))
            .path("runs");
    var info = runs.path(0).path("info");
    var history =
        http.get(
            "metrics/get-history",
            Map.of("run_id", info.path("run_id").asText(), "metric_key", "roc-auc"));
    var model =
        http.get("registered-models/get", Map.of("name", registration.model()))
            .path("registered_model");
    var versions =
        http.get(
            "model-versions/search", Map.of("filter", "name = '" + registration.model() + "'"));
    return "%d run %s, %d value of roc-auc, %d version, {%s=%s}"
        .formatted(
            runs.size(),
            info.path("status").asText(),
            history.path("metrics").size(),
            versions.path("model_versions").size(),
            model.path("aliases").path(0).path("alias").asText(),
            model.path("aliases").path(0).path("version").asText());
  }
}
