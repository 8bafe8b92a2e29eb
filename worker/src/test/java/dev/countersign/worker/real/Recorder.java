package dev.countersign.worker.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.passport.Json;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Keeps histories as test resources, without the addresses and process names of the machine they
 * were made on. Writes only with {@code -Dcountersign.recreate=true}, and then all state lies in a
 * folder of one name on every machine: the evidence log is a chain of digests, so no path in it can
 * be replaced afterwards.
 */
final class Recorder {
  private static final Path HISTORIES = Path.of("../workflows/src/test/resources/histories");
  private static final Path FOLDER = Path.of("/var/tmp/countersign-histories");
  private static final boolean RECREATE = Boolean.getBoolean("countersign.recreate");

  private final String registry;

  /**
   * @param registry address of the registry, which must not be kept
   */
  Recorder(String registry) {
    this.registry = registry;
  }

  /** Where the state of the servers goes: {@code any} folder, unless histories are to be kept. */
  static Path folder(Path any) throws IOException {
    if (!RECREATE) {
      return any;
    }
    if (Files.exists(FOLDER)) {
      throw new IllegalStateException(FOLDER + " is there already; remove it");
    }
    return Files.createDirectories(FOLDER);
  }

  void keep(String name, WorkflowExecutionHistory history) {
    if (!RECREATE) {
      return;
    }
    try {
      JsonNode clean =
          cleaned(
              Json.read(history.toJson(false).getBytes(StandardCharsets.UTF_8), JsonNode.class));
      Files.createDirectories(HISTORIES);
      Files.writeString(HISTORIES.resolve(name + ".json"), clean + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode cleaned(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry ->
                  entry.setValue(
                      switch (entry.getKey()) {
                        case "data" -> payload(entry.getValue());
                        case "identity" -> TextNode.valueOf("somebody");
                        default -> cleaned(entry.getValue());
                      }));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, cleaned(array.get(i)));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(cleaned(node.asText()));
    }
    return node;
  }

  private JsonNode payload(JsonNode data) {
    if (!data.isTextual()) {
      return cleaned(data);
    }
    String text = new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
    return TextNode.valueOf(
        Base64.getEncoder().encodeToString(cleaned(text).getBytes(StandardCharsets.UTF_8)));
  }

  private String cleaned(String text) {
    return text.replace(registry, "http://mlflow");
  }
}
