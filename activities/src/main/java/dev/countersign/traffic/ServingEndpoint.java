package dev.countersign.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countersign.http.WholeAnswer;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint for predictions as its callers do. */
public final class ServingEndpoint {
  /** The version by which the fallback is asked. */
  public static final String FALLBACK = "fallback";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI predict;
  private final ServingProtocol protocol;

  private ServingEndpoint(URI predict, ServingProtocol protocol) {
    this.predict = predict;
    this.protocol = protocol;
  }

  /**
   * The endpoint of a model.
   *
   * @param base for example {@code http://127.0.0.1:40123}
   */
  public static ServingEndpoint of(URI base, String model) {
    return of(base, model, ServingProtocol.COUNTERSIGN);
  }

  /** The endpoint of a model, asked by {@code protocol}. */
  public static ServingEndpoint of(URI base, String model, ServingProtocol protocol) {
    return new ServingEndpoint(base.resolve(protocol.path(model)), protocol);
  }

  /** Rows as this endpoint's callers send them. */
  byte[] body(List<Map<String, @Nullable Object>> rows) {
    return Json.canonicalBytes(protocol.body(rows));
  }

  /** Where it is asked. */
  public URI address() {
    return predict;
  }

  /**
   * What it answered.
   *
   * @param role incumbent, candidate, fallback or probe
   * @param version who answered
   * @param digest the digest it proves, if any
   * @param predictions per row; empty when a fallback that is no model answered
   * @param answer what such a fallback answered under {@code answer}; missing where it said nothing
   */
  public record Served(
      String role,
      String version,
      @Nullable String digest,
      List<Double> predictions,
      JsonNode answer) {}

  /** Nobody answered, or nobody of that version; nothing can be said of what it serves. */
  public static final class Unreachable extends Exception {
    Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** It answered what is no prediction. */
  public static final class Garbled extends Exception {
    Garbled(String message) {
      super(message);
    }
  }

  /**
   * Asks.
   *
   * @param version which version to ask by name; null asks as an ordinary caller does
   */
  public Served ask(List<Map<String, @Nullable Object>> rows, @Nullable String version)
      throws Unreachable, Garbled {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(predict)
            .timeout(ANSWER)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(body(rows)));
    if (version != null) {
      request.header(TrafficHeaders.VERSION, version);
    }
    HttpResponse<byte[]> response;
    try {
      response = WholeAnswer.to(client, request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new Unreachable(predict + " does not answer (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while asking " + predict, e);
    }
    if (response.statusCode() != 200) {
      throw new Unreachable(predict + " answers " + response.statusCode(), null);
    }
    return served(response, version);
  }

  private Served served(HttpResponse<byte[]> response, @Nullable String asked) throws Garbled {
    String byRouter = response.headers().firstValue(TrafficHeaders.ROLE).orElse("");
    boolean fallback = byRouter.equals(Role.FALLBACK.label()) || FALLBACK.equals(asked);
    JsonNode answer;
    try {
      answer = Json.read(response.body(), JsonNode.class);
    } catch (IllegalArgumentException e) {
      if (fallback) {
        return new Served(
            Role.FALLBACK.label(), FALLBACK, null, List.of(), MissingNode.getInstance());
      }
      throw new Garbled(predict + " answers what is no JSON");
    }
    List<Double> predictions = new ArrayList<>();
    Set<JsonNode> by = new LinkedHashSet<>();
    by.add(answer.path("servedBy"));
    for (JsonNode prediction : answer.path("predictions")) {
      JsonNode number = number(prediction);
      if (!number.isNumber()) {
        throw new Garbled(predict + " answers a prediction that is no number: " + prediction);
      }
      predictions.add(number.doubleValue());
      by.add(prediction);
    }
    String version = said(by, "version");
    String role = byRouter.isEmpty() ? saidRole(answer) : byRouter;
    if (version == null && fallback) {
      version = FALLBACK;
    }
    if (version == null || (role.isEmpty() && !fallback)) {
      throw new Garbled(predict + " does not say who answered");
    }
    return new Served(
        role.isEmpty() ? Role.FALLBACK.label() : role,
        version,
        said(by, "digest"),
        predictions,
        answer.path("answer"));
  }

  /** A probability of the favourable class, or the predicted number of a regression. */
  private static JsonNode number(JsonNode prediction) {
    return !prediction.isObject()
        ? prediction
        : prediction.has("probability")
            ? prediction.path("probability")
            : prediction.path("prediction");
  }

  private static String saidRole(JsonNode answer) {
    return answer.path("servedBy").path("role").asText("");
  }

  private @Nullable String said(Set<JsonNode> by, String what) throws Garbled {
    List<String> values =
        by.stream()
            .map(one -> one.path(what))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .distinct()
            .toList();
    if (values.size() > 1) {
      throw new Garbled(predict + " answers with more than one " + what + ": " + values);
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
