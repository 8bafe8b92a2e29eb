package dev.countersign.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shapes that several of MLflow's calls share. */
final class MlflowJson {
  private MlflowJson() {}

  static List<Map<String, String>> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
        .toList();
  }

  static Map<String, String> tags(JsonNode list) {
    Map<String, String> tags = new TreeMap<>();
    list.forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return tags;
  }

  /**
   * The path under the server's artifact root, of {@code mlflow-artifacts:/1/…}.
   *
   * @throws RegistryException if the server does not proxy its artifacts
   */
  static String artifactPath(String uri) {
    if (!uri.startsWith("mlflow-artifacts:")) {
      throw new RegistryException(
          uri
              + " is not served by the MLflow server: start it with --artifacts-destination, so"
              + " that files go through it");
    }
    return URI.create(uri).getPath().replaceFirst("^/+", "");
  }
}
