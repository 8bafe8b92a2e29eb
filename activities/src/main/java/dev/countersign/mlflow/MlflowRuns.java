package dev.countersign.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The tracking side: one run a release, in an experiment of the model's own. */
final class MlflowRuns {
  private static final int PARAMS_A_CALL = 100;
  private static final int METRICS_A_CALL = 900;
  private static final int DIGEST = 36;

  private final MlflowHttp http;

  MlflowRuns(MlflowHttp http) {
    this.http = http;
  }

  /**
   * A run.
   *
   * @param id the server's id
   * @param started milliseconds since 1970; metrics bear it, so that logging twice is logging once
   * @param artifacts where its files are, relative to the server's artifact root
   */
  record Run(String id, long started, String artifacts) {}

  /** The run of a release, made if need be; of several that attempts made at once, the first. */
  Run ofRelease(Registration registration) {
    String experiment = experiment("countersign/" + registration.model());
    return find(experiment, registration.release())
        .orElseGet(() -> create(experiment, registration));
  }

  private Run create(String experiment, Registration registration) {
    JsonNode created =
        http.post(
            "runs/create",
            Map.of(
                "experiment_id",
                experiment,
                "run_name",
                registration.version(),
                "start_time",
                System.currentTimeMillis(),
                "tags",
                MlflowJson.tags(registration.allTags())));
    Run own = run(created.path("run"));
    Run first = find(experiment, registration.release()).orElse(own);
    if (!first.id().equals(own.id())) {
      delete(own);
    }
    return first;
  }

  /** Takes back the run of an attempt that another one overtook. */
  void delete(Run run) {
    try {
      http.post("runs/delete", Map.of("run_id", run.id()));
    } catch (MlflowRefusal e) {
      if (!e.code().equals("INVALID_PARAMETER_VALUE")) {
        throw e;
      }
    }
  }

  private Optional<Run> find(String experiment, String release) {
    JsonNode found =
        http.post(
            "runs/search",
            Map.of(
                "experiment_ids",
                List.of(experiment),
                "filter",
                "tags.`%s` = '%s'".formatted(Tag.RELEASE.key(), release),
                "max_results",
                100));
    return StreamSupport.stream(found.path("runs").spliterator(), false)
        .map(MlflowRuns::run)
        .min(Comparator.comparingLong(Run::started).thenComparing(Run::id));
  }

  /** Logs parameters and metrics; the same ones again change nothing. */
  void log(Run run, Map<String, String> params, Map<String, Double> metrics) {
    List<Object> settings = new ArrayList<>();
    MlflowNames.encodeKeys(params)
        .forEach((key, value) -> settings.add(Map.of("key", key, "value", value)));
    for (int from = 0; from < settings.size(); from += PARAMS_A_CALL) {
      List<Object> part = settings.subList(from, Math.min(from + PARAMS_A_CALL, settings.size()));
      http.set("runs/log-batch", Map.of("run_id", run.id(), "params", part));
    }
    List<Object> figures = new ArrayList<>();
    MlflowNames.encodeKeys(metrics)
        .forEach(
            (key, value) ->
                figures.add(
                    Map.of("key", key, "value", value, "timestamp", run.started(), "step", 0)));
    for (int from = 0; from < figures.size(); from += METRICS_A_CALL) {
      List<Object> part = figures.subList(from, Math.min(from + METRICS_A_CALL, figures.size()));
      http.set("runs/log-batch", Map.of("run_id", run.id(), "metrics", part));
    }
  }

  /**
   * Logs the data as inputs of the run; the same again changes nothing. MLflow keeps 36 characters
   * of a digest, so the whole of it stands in the source too.
   */
  void logInputs(Run run, List<LoggedDataset> datasets) {
    List<Object> inputs =
        datasets.stream()
            .<Object>map(
                data ->
                    Map.of(
                        "tags",
                        List.of(Map.of("key", "mlflow.data.context", "value", data.context())),
                        "dataset",
                        Map.of(
                            "name",
                            data.name(),
                            "digest",
                            data.digest().substring(Digests.PREFIX.length()).substring(0, DIGEST),
                            "source_type",
                            "local",
                            "source",
                            new String(
                                Json.canonicalBytes(
                                    Map.of("uri", data.name(), "digest", data.digest())),
                                StandardCharsets.UTF_8))))
            .toList();
    if (!inputs.isEmpty()) {
      http.set("runs/log-inputs", Map.of("run_id", run.id(), "datasets", inputs));
    }
  }

  void finish(Run run) {
    http.set(
        "runs/update",
        Map.of("run_id", run.id(), "status", "FINISHED", "end_time", System.currentTimeMillis()));
  }

  private String experiment(String name) {
    Optional<JsonNode> known = experimentNamed(name);
    if (known.isEmpty()) {
      try {
        return http.post("experiments/create", Map.of("name", name)).path("experiment_id").asText();
      } catch (MlflowRefusal e) {
        if (!e.code().equals("RESOURCE_ALREADY_EXISTS")) {
          throw e;
        }
        known = experimentNamed(name);
      }
    }
    JsonNode experiment =
        known
            .orElseThrow(() -> new RegistryException("experiment " + name + " comes and goes"))
            .path("experiment");
    if (!experiment.path("lifecycle_stage").asText().equals("active")) {
      throw new RegistryException(
          "the MLflow experiment "
              + name
              + " was deleted: restore it (mlflow experiments restore --experiment-id "
              + experiment.path("experiment_id").asText()
              + ")");
    }
    return experiment.path("experiment_id").asText();
  }

  private Optional<JsonNode> experimentNamed(String name) {
    return http.find("experiments/get-by-name", Map.of("experiment_name", name));
  }

  private static Run run(JsonNode node) {
    JsonNode info = node.path("info");
    return new Run(
        info.path("run_id").asText(),
        info.path("start_time").asLong(),
        MlflowJson.artifactPath(info.path("artifact_uri").asText()));
  }
}
