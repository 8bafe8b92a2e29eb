package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a router as its callers do. */
public record RouterClient(URI address, HttpClient client) {

  public static RouterClient of(URI address) {
    return new RouterClient(address, HttpClient.newHttpClient());
  }

  /** Asks about one row, with headers as name, value, name, value. */
  public HttpResponse<String> predict(double x, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/v1/models/credit-risk:predict"))
            .POST(BodyPublishers.ofString("{\"inputs\":[{\"x\":" + x + "}]}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Who answers an ordinary request: version, or the fallback's name. */
  public String version(String... headers) {
    HttpResponse<String> response = predict(0.3, headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body());
    }
    return Json.read(response.body().getBytes(), JsonNode.class).at("/servedBy/version").asText();
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
