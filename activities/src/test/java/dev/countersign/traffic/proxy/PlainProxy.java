package dev.countersign.traffic.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.http.Answer;
import dev.countersign.http.HttpProblem;
import dev.countersign.http.JsonServer;
import dev.countersign.http.Request;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Fallback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes predictions on to whichever model server its choice names. */
final class PlainProxy {
  private static final String PREDICT = "/v1/models/credit-risk:predict";

  /** Which version answers a request; null when nothing is routed. */
  @FunctionalInterface
  interface Choice {
    @Nullable String version(@Nullable String unit, @Nullable String audience);

    /** What answers where no version does; null when nothing may. */
    default @Nullable Fallback fallback() {
      return null;
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, URI> servers;
  private final Choice choice;

  private PlainProxy(Map<String, URI> servers, Choice choice) {
    this.servers = servers;
    this.choice = choice;
  }

  static void serve(JsonServer http, Map<String, URI> servers, Choice choice) {
    http.serve("POST", PREDICT, new PlainProxy(servers, choice)::answer);
  }

  private static Answer referred(Fallback fallback) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("servedBy", Map.of("role", "fallback", "version", fallback.name()));
    answer.put("answer", fallback.answer());
    return Answer.json(answer);
  }

  private Answer answer(Request request) throws HttpProblem {
    String named = request.header("x-countersign-version");
    String version =
        named != null
            ? named
            : choice.version(
                request.header("x-countersign-unit"), request.header("x-countersign-audience"));
    URI server = version == null ? null : servers.get(version);
    Fallback fallback = choice.fallback();
    if (fallback != null && (version == null || version.equals("fallback"))) {
      return referred(fallback);
    }
    if (server == null) {
      throw new HttpProblem(version == null ? 503 : 404, "no version " + version, null);
    }
    try {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(server.resolve(PREDICT))
                  .POST(BodyPublishers.ofByteArray(request.body()))
                  .build(),
              BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Answer.json(Json.read(response.body(), JsonNode.class))
          : new Answer(response.statusCode(), "application/json", response.body());
    } catch (IOException e) {
      throw new HttpProblem(502, server + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "interrupted", e);
    }
  }
}
