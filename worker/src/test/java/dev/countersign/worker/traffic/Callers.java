package dev.countersign.worker.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * People who ask some fifty times a second, as different units. A request that fails while the
 * router is up, from before it was sent until after it failed, is lost.
 */
final class Callers implements AutoCloseable {
  private static final int UNITS = 400;
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI predict;
  private final byte[] body;
  private final AtomicLong answered = new AtomicLong();
  private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
  private final AtomicInteger outages = new AtomicInteger(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("callers").unstarted(this::call);
  private volatile boolean stopped;

  private Callers(URI router, Map<String, ?> row) {
    this.predict = router.resolve("/invocations");
    this.body = Json.canonicalBytes(Map.of("dataframe_records", List.of(row)));
  }

  /** Starts to ask while nothing is routed yet, as in an outage. */
  static Callers start(URI router, Map<String, ?> row) {
    Callers callers = new Callers(router, row);
    callers.thread.start();
    return callers;
  }

  private void call() {
    for (int i = 0; !stopped; i++) {
      int before = outages.get();
      String failure = failure("applicant-" + i % UNITS, i % 3 == 0);
      boolean up = before % 2 == 0 && outages.get() == before;
      if (failure.isEmpty()) {
        answered.incrementAndGet();
      } else if (up) {
        lost.add(Instant.now() + ": " + failure);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private String failure(String unit, boolean internal) {
    try {
      HttpResponse<String> response = ask(unit, internal);
      return response.statusCode() == 200 ? "" : response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private HttpResponse<String> ask(String unit, boolean internal) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(predict)
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .header("x-countersign-unit", unit)
            .POST(BodyPublishers.ofByteArray(body));
    if (internal) {
      request.header("x-countersign-audience", "internal");
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Says that the router goes down, or is up again: what fails in between nobody could serve. */
  void outage() {
    outages.incrementAndGet();
  }

  /** Who answers, by version, over enough units that a share of 1 % would show. */
  Set<String> versions() throws IOException {
    Set<String> versions = new TreeSet<>();
    for (int unit = 0; unit < UNITS; unit += 4) {
      HttpResponse<String> response = ask("applicant-" + unit, unit % 8 == 0);
      versions.add(
          response.statusCode() == 200
              ? Json.read(
                      response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                      JsonNode.class)
                  .at("/predictions/0/version")
                  .asText("nobody")
              : response.statusCode() + "");
    }
    return versions;
  }

  long answered() {
    return answered.get();
  }

  /** Requests lost so far, in words. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
