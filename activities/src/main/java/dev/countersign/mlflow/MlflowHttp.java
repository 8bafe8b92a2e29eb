package dev.countersign.mlflow;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.http.WholeAnswer;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * MLflow's REST interface: JSON calls, and files through the server's artifact proxy. Speaks HTTP
 * 1.1 only: the offer to upgrade is answered 400 by the server's uvicorn.
 */
final class MlflowHttp {
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final Duration CALL = Duration.ofMinutes(1);
  private static final Duration TRANSFER = Duration.ofMinutes(15);
  private static final int ATTEMPTS = 4;
  private static final int BUFFER = 1 << 16;

  private final MlflowAccess access;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  MlflowHttp(MlflowAccess access) {
    this.access = access;
  }

  JsonNode get(String path, Map<String, String> query) {
    String encoded =
        query.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return json(request(API + path + "?" + encoded, CALL).GET());
  }

  /** As {@link #get}, where that it is not there is an answer. */
  Optional<JsonNode> find(String path, Map<String, String> query) {
    try {
      return Optional.of(get(path, query));
    } catch (MlflowRefusal e) {
      if (e.code().equals("RESOURCE_DOES_NOT_EXIST")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  JsonNode post(String path, Object body) {
    return call("POST", path, body);
  }

  /**
   * A POST that sets values, and may be repeated. Several at once collide in the server's database:
   * all but one are told {@code BAD_REQUEST}, and find the rows there when they ask again.
   */
  void set(String path, Object body) {
    for (int attempt = 1; ; attempt++) {
      try {
        post(path, body);
        return;
      } catch (MlflowRefusal e) {
        if (attempt == ATTEMPTS || !e.code().equals("BAD_REQUEST")) {
          throw e;
        }
      }
    }
  }

  /** {@code method} for the calls that are neither GET nor POST. */
  JsonNode call(String method, String path, Object body) {
    return json(
        request(API + path, CALL)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Json.canonicalBytes(body))));
  }

  /** Puts a file where {@code path}, relative to the server's artifact root, says. */
  void upload(String path, Path file) {
    try {
      accept(
          send(
              request(ARTIFACTS + encodePath(path), TRANSFER)
                  .header("Content-Type", "application/octet-stream")
                  .PUT(BodyPublishers.ofFile(file)),
              BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new RegistryException("can't read " + file + " to register it: " + e.getMessage(), e);
    }
  }

  /**
   * Gets a file.
   *
   * @param largest stops beyond so many bytes
   */
  void download(String path, Path to, long largest) {
    HttpResponse<InputStream> response =
        send(request(ARTIFACTS + encodePath(path), TRANSFER).GET(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      if (response.statusCode() != 200) {
        throw refusal(response.statusCode(), in.readNBytes(BUFFER));
      }
      try (OutputStream out = Files.newOutputStream(to)) {
        copy(in, out, path, largest);
      }
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          access + " broke off while sending " + path + ": " + e.getMessage(), e);
    }
  }

  private static void copy(InputStream in, OutputStream out, String path, long largest)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      total += read;
      if (total > largest) {
        throw new RegistryException(
            path + " has more than the " + largest + " bytes a model may have");
      }
      out.write(buffer, 0, read);
    }
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(access.server() + path)).timeout(timeout);
    access.authorization().ifPresent(value -> builder.header("Authorization", value));
    return builder;
  }

  private JsonNode json(HttpRequest.Builder request) {
    byte[] body = accept(send(request, BodyHandlers.ofByteArray()));
    try {
      return Json.mapper().readTree(body);
    } catch (JacksonException e) {
      throw new RegistryException(access + " did not answer JSON: is it an MLflow server?", e);
    } catch (IOException e) {
      throw new RegistryUnavailableException(access + " can't be read: " + e.getMessage(), e);
    }
  }

  private byte[] accept(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 != 2) {
      throw refusal(response.statusCode(), response.body());
    }
    return response.body();
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return WholeAnswer.to(client, request.build(), handler);
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          access
              + " does not answer ("
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + "): check that it is running and can be reached from here. Nothing is lost: the"
              + " same step goes on when it is back",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while talking to " + access, e);
    }
  }

  private RegistryException refusal(int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (status == 429 || status / 100 == 5) {
      return new RegistryUnavailableException(
          access + " is failing (HTTP " + status + "): look at its log. " + brief(text));
    }
    if (status == 401 || status == 403) {
      return new RegistryException(
          access
              + " does not let us in (HTTP "
              + status
              + "): set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and"
              + " MLFLOW_TRACKING_PASSWORD");
    }
    try {
      JsonNode error = Json.mapper().readTree(body);
      String code = error.path("error_code").asText("");
      String message = error.path("message").asText("");
      return new MlflowRefusal(
          code, access + " refused (HTTP " + status + ", " + code + "): " + brief(message));
    } catch (IOException e) {
      return new RegistryException(access + " refused (HTTP " + status + "): " + brief(text), e);
    }
  }

  /** The server may put whole SQL statements into a message. */
  private static String brief(String message) {
    String first = message.lines().findFirst().orElse("");
    return first.length() > 300 ? first.substring(0, 300) + "…" : first;
  }

  private static String encodePath(String path) {
    return Arrays.stream(path.split("/")).map(MlflowHttp::encode).collect(Collectors.joining("/"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
