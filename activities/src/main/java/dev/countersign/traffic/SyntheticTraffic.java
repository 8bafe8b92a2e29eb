package dev.countersign.traffic;

import dev.countersign.data.Frame;
import dev.countersign.http.WholeAnswer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers for a demonstration: asks an endpoint about rows of the evaluation set, each row as the
 * same person every time, at a steady rate, for a bounded time. The same seed sends the same
 * requests in the same order.
 */
public final class SyntheticTraffic implements AutoCloseable {
  private static final int IN_FLIGHT = 64;
  private static final double MOST_PER_SECOND = 2_000;

  /**
   * How many call, and how.
   *
   * @param perSecond requests a second, at most 2000; one that finds 64 others waiting is not sent
   * @param most when to stop at the latest
   * @param internalShare share of requests from internal people, in [0, 1]
   * @param seed of the order of rows
   */
  public record Settings(double perSecond, Duration most, double internalShare, long seed) {
    /** Rejects rates and shares out of range. */
    public Settings {
      if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
        throw new IllegalArgumentException(
            "requests a second are over 0 and at most " + MOST_PER_SECOND + ", not " + perSecond);
      }
      if (!(internalShare >= 0 && internalShare <= 1)) {
        throw new IllegalArgumentException("a share lies in [0, 1]: " + internalShare);
      }
    }
  }

  /**
   * What became of the requests so far.
   *
   * @param sent all of them
   * @param answered with status 200
   * @param failed with another status, or not at all
   */
  public record Tally(long sent, long answered, long failed) {}

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ServingEndpoint endpoint;
  private final List<byte[]> bodies;
  private final List<Map<String, String>> headers;
  private final Settings settings;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder sent = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Thread pace;
  private volatile boolean stopped;

  private SyntheticTraffic(
      ServingEndpoint endpoint,
      List<byte[]> bodies,
      List<Map<String, String>> headers,
      Settings settings) {
    this.endpoint = endpoint;
    this.bodies = bodies;
    this.headers = headers;
    this.settings = settings;
    this.pace = Thread.ofPlatform().daemon().name("synthetic-traffic").unstarted(this::call);
  }

  /**
   * Starts calling.
   *
   * @param rows rows to ask about, at least one, with the columns the models need
   */
  public static SyntheticTraffic start(ServingEndpoint endpoint, Frame rows, Settings settings) {
    return start(endpoint, rows, Collections.nCopies(rows.rows(), Map.of()), settings);
  }

  /**
   * Starts calling, with headers of each caller's own.
   *
   * @param headers one map for each row
   */
  public static SyntheticTraffic start(
      ServingEndpoint endpoint, Frame rows, List<Map<String, String>> headers, Settings settings) {
    List<byte[]> bodies =
        JsonRows.of(rows, rows.names()).stream().map(row -> endpoint.body(List.of(row))).toList();
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("synthetic callers need at least one row to ask about");
    }
    SyntheticTraffic traffic = new SyntheticTraffic(endpoint, bodies, headers, settings);
    traffic.pace.start();
    return traffic;
  }

  private void call() {
    Random random = new Random(settings.seed());
    long start = System.nanoTime();
    double gap = 1e9 / settings.perSecond();
    long requests = (long) (settings.perSecond() * settings.most().toNanos() / 1e9);
    for (long i = 0; i < requests && !stopped; i++) {
      int row = random.nextInt(bodies.size());
      boolean internal = random.nextDouble() < settings.internalShare();
      long due = start + (long) (i * gap);
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      }
      if (!stopped && inFlight.tryAcquire()) {
        sent.increment();
        callers.execute(() -> ask(row, internal));
      }
    }
  }

  private void ask(int row, boolean internal) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.address())
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .header(TrafficHeaders.UNIT, "applicant-" + row)
            .POST(BodyPublishers.ofByteArray(bodies.get(row)));
    headers.get(row).forEach(request::header);
    if (internal) {
      request.header(TrafficHeaders.AUDIENCE, "internal");
    }
    try {
      HttpResponse<Void> response =
          WholeAnswer.to(client, request.build(), BodyHandlers.discarding());
      (response.statusCode() == 200 ? answered : failed).increment();
    } catch (IOException e) {
      failed.increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed.increment();
    } finally {
      inFlight.release();
    }
  }

  /** What became of the requests so far. */
  public Tally tally() {
    return new Tally(sent.sum(), answered.sum(), failed.sum());
  }

  /** Stops calling and waits for the answers still due. */
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(pace);
    callers.close();
    client.close();
  }
}
