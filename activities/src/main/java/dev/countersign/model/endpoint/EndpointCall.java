package dev.countersign.model.endpoint;

import dev.countersign.model.ModelException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to one address and reads an answer of bounded size in bounded time. What fails on the
 * way is tried again, for asking a model changes nothing; what the model refuses is not. Follows no
 * redirect, so that an allowed host can't send us to another.
 */
final class EndpointCall implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int QUOTED = 300;

  private final URI address;
  private final Duration answer;
  private final long largestAnswer;
  private final HttpClient client;

  /**
   * Not the client's own asynchronous way, which needs the pool whose threads may all wait here.
   */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Prepares calls.
   *
   * @param answer how long one answer may take, its last byte included
   * @param largestAnswer in bytes
   */
  EndpointCall(URI address, Duration answer, long largestAnswer) {
    this.address = address;
    this.answer = answer;
    this.largestAnswer = largestAnswer;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  URI address() {
    return address;
  }

  /**
   * Asks.
   *
   * @throws ModelException if the endpoint refuses the rows
   * @throws EndpointUnavailableException if it does not answer, several times over
   */
  byte[] post(byte[] json) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(json);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new EndpointUnavailableException(
              address
                  + " does not answer ("
                  + e.getMessage()
                  + "), asked "
                  + ATTEMPTS
                  + " times. Check that it runs and can be reached from here, and try again.",
              e);
        }
        pause(attempt);
      }
    }
  }

  private byte[] once(byte[] json) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(answer)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(json))
            .build();
    Future<HttpResponse<byte[]>> asked =
        threads.submit(
            () ->
                client.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), largestAnswer)));
    try {
      return accepted(asked.get(answer.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new IOException("no whole answer within " + answer.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), e);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new EndpointUnavailableException("interrupted while asking " + address, e);
    }
  }

  private byte[] accepted(HttpResponse<byte[]> response) throws IOException {
    int status = response.statusCode();
    if (status == 200) {
      return response.body();
    }
    String said = new String(response.body(), StandardCharsets.UTF_8).strip();
    String quoted = said.length() > QUOTED ? said.substring(0, QUOTED) + "…" : said;
    if (status == 429 || status >= 500) {
      throw new IOException("HTTP " + status + ": " + quoted);
    }
    throw new ModelException(
        address
            + " refuses the rows (HTTP "
            + status
            + "): "
            + quoted
            + ". Check that model.uri is the address of predictions, and that the model takes these"
            + " columns.");
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(200L << attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointUnavailableException("interrupted between two attempts", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
