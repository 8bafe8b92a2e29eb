package dev.countersign.worker.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.ReleaseName;
import dev.countersign.passport.Json;
import dev.countersign.workflow.ReleaseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a release left behind in the world, counted where it lies.
 *
 * @param registryVersions versions of the model in MLflow, by outcome
 * @param registryRuns runs of the model's experiment in MLflow
 * @param trained models the release was given by training
 * @param routerGeneration how often the router was told something new
 * @param routerSettled whether the router serves the version to everybody
 * @param logEntries what the evidence log tells, by kind
 * @param notices different notices that people got
 */
record SideEffects(
    Map<String, Integer> registryVersions,
    int registryRuns,
    long trained,
    long routerGeneration,
    boolean routerSettled,
    Map<String, Integer> logEntries,
    int notices) {

  static final SideEffects OF_ONE_RELEASE =
      new SideEffects(
          Map.of("RELEASED", 1),
          1,
          1,
          5,
          true,
          Map.of(
              "INTAKE", 2, // the manifest, and who handed it in
              "STAGE_ENDED", 13,
              "GATE_RESULT", 6,
              "RELEASE_MOVED", 1,
              "REGISTRATION", 1,
              "SIGN_OFF_REQUESTED", 2,
              "SIGN_OFF", 5,
              "SERVING_CHECK", 1,
              "ROLLOUT_STEP", 1,
              "OUTCOME", 1),
          3);

  static SideEffects of(Testbed testbed, ReleaseName name, ReleaseResult result) {
    MlflowServer registry = new MlflowServer(testbed.registry().url());
    Map<String, Integer> versions = new TreeMap<>();
    registry
        .versions(name.model())
        .values()
        .forEach(outcome -> versions.merge(outcome, 1, Integer::sum));
    Map<String, Integer> log = new TreeMap<>();
    testbed
        .releases()
        .view(name)
        .log()
        .forEach(entry -> log.merge(entry.kind().name(), 1, Integer::sum));
    JsonNode router = router(testbed.folder(), name);
    return new SideEffects(
        versions,
        registry.runs(name.model()).size(),
        RealHistory.of(testbed.history(name.workflowId())).scheduled().getOrDefault("Training", 0L),
        router.path("generation").asLong(),
        router.path("incumbent").path("version").asText().equals(name.version())
            && !router.has("lease"),
        log,
        (int)
            testbed.notices().received().stream()
                .filter(received -> received.notice().release().equals(name.toString()))
                .map(Notices.Received::id)
                .distinct()
                .count());
  }

  private static JsonNode router(Path folder, ReleaseName name) {
    Path state =
        folder
            .resolve("state/routers")
            .resolve(LoanManifest.ENVIRONMENT)
            .resolve(name.model())
            .resolve("state.json");
    try {
      return Json.read(Files.readAllBytes(state), JsonNode.class).path("state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
