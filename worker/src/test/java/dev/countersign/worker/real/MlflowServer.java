package dev.countersign.worker.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an MLflow server itself says, asked over its own interface and not through ours. */
public final class MlflowServer {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;

  public MlflowServer(String url) {
    this.api = url + "/api/2.0/mlflow/";
  }

  /** Numbers of a model's versions by their outcome tag; an open one has the outcome empty. */
  public Map<Integer, String> versions(String model) {
    Map<Integer, String> versions = new TreeMap<>();
    JsonNode found =
        get("model-versions/search?filter=" + encoded("name='" + model + "'"))
            .path("model_versions");
    for (JsonNode version : found) {
      versions.put(version.path("version").asInt(), tag(version, "countersign.outcome"));
    }
    return versions;
  }

  /** The version an alias points to. */
  public int alias(String model, String alias) {
    return get("registered-models/alias?name=" + model + "&alias=" + alias)
        .path("model_version")
        .path("version")
        .asInt();
  }

  /** Runs of a model's experiment that were not deleted. */
  public List<JsonNode> runs(String model) {
    JsonNode experiment =
        get("experiments/get-by-name?experiment_name=" + encoded("countersign/" + model))
            .path("experiment");
    JsonNode answer =
        post(
            "runs/search",
            Map.of("experiment_ids", List.of(experiment.path("experiment_id").asText())));
    List<JsonNode> runs = new ArrayList<>();
    answer.path("runs").forEach(runs::add);
    return runs;
  }

  /** Names of everything a run keeps, folders opened. */
  public TreeSet<String> files(JsonNode run) {
    TreeSet<String> files = new TreeSet<>();
    collect(run.path("info").path("run_id").asText(), "", files);
    return files;
  }

  private void collect(String run, String folder, TreeSet<String> into) {
    JsonNode listed =
        get("artifacts/list?run_id=" + run + (folder.isEmpty() ? "" : "&path=" + encoded(folder)));
    for (JsonNode file : listed.path("files")) {
      if (file.path("is_dir").asBoolean()) {
        collect(run, file.path("path").asText(), into);
      } else {
        into.add(file.path("path").asText());
      }
    }
  }

  private static String tag(JsonNode tagged, String key) {
    for (JsonNode tag : tagged.path("tags")) {
      if (tag.path("key").asText().equals(key)) {
        return tag.path("value").asText();
      }
    }
    return "";
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(api + path)).build());
  }

  private JsonNode post(String path, Object body) {
    return send(
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.canonicalBytes(body)))
            .build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      return Json.read(answer.body(), JsonNode.class);
    } catch (IOException e) {
      throw new AssertionError("MLflow does not answer " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
