package dev.countersign.traffic.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Asks a model's endpoint as its callers do. */
final class Callers {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI predict;

  Callers(URI endpoint) {
    predict = endpoint.resolve("/v1/models/credit-risk:predict");
  }

  /** Asks about one row, with headers as name, value, name, value. */
  HttpResponse<String> ask(String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(predict)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"inputs\":[{\"x\":0.3}]}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("the router lost a request", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Which version answers. */
  String version(String... headers) {
    HttpResponse<String> response = ask(headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json(response).at("/servedBy/version").asText();
  }

  /** The digest by which a version proves itself when it is asked for by name. */
  String proof(String version) {
    return json(ask("x-countersign-version", version)).at("/servedBy/digest").asText();
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** Which version answers when one is asked for by name. */
  String asking(String version) {
    return version("x-countersign-version", version);
  }
}
