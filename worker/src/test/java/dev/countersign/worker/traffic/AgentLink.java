package dev.countersign.worker.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.passport.Json;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.TrafficState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The network between workers and an agent. It passes requests on as they come, until a test lets
 * it stall, lets it lie in the agent's name, or wants to know when traffic is about to move.
 */
final class AgentLink implements AutoCloseable {
  private static final String AUTHORIZATION = "authorization";

  /** What it does with requests. */
  enum Manner {
    /** Passes them on. */
    PASSING,
    /** Holds them; when it passes again they arrive late. */
    STALLED,
    /** Says yes to whatever is asked, and does not pass it on. */
    LYING
  }

  private final URI agent;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger letThrough = new AtomicInteger();
  private final AtomicReference<@Nullable Runnable> onApply = new AtomicReference<>();
  private final AtomicReference<@Nullable Runnable> onApplied = new AtomicReference<>();
  private Manner manner = Manner.PASSING;

  private AgentLink(URI agent, HttpServer server) {
    this.agent = agent;
    this.server = server;
  }

  static AgentLink to(URI agent) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AgentLink link = new AgentLink(agent, server);
    server.setExecutor(link.threads);
    server.createContext("/", link::handle);
    server.start();
    return link;
  }

  /** Where workers believe the agent to be. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on, for requests that are held too. */
  synchronized void behave(Manner next) {
    manner = next;
    notifyAll();
  }

  /**
   * Runs something once, as soon as an order to move traffic has been passed on, before its answer.
   *
   * @param before how many such orders are let through untouched
   */
  void onApply(int before, Runnable strike) {
    letThrough.set(before);
    onApply.set(strike);
  }

  /**
   * Runs something once, as soon as an order to move traffic has been answered.
   *
   * @param before how many such orders are let through untouched
   */
  void onApplied(int before, Runnable strike) {
    letThrough.set(before);
    onApplied.set(strike);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      byte[] lie = awaitPassage() == Manner.LYING ? lie(path, body) : null;
      if (lie != null) {
        answer(exchange, 200, lie);
        return;
      }
      var passed = client.sendAsync(request(exchange, path, body), BodyHandlers.ofByteArray());
      boolean due = path.endsWith("/apply") && letThrough.getAndDecrement() == 0;
      Runnable strike = due ? onApply.getAndSet(null) : null;
      if (strike != null) {
        strike.run();
      }
      HttpResponse<byte[]> response = passed.join();
      answer(exchange, response.statusCode(), response.body());
      Runnable late = due ? onApplied.getAndSet(null) : null;
      if (late != null) {
        threads.execute(late);
      }
    } catch (CompletionException gone) {
      // closed without an answer, as a connection to a dead agent is
    }
  }

  private synchronized Manner awaitPassage() throws IOException {
    try {
      while (manner == Manner.STALLED) {
        wait();
      }
      return manner;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private HttpRequest request(HttpExchange exchange, String path, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(agent.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    String token = exchange.getRequestHeaders().getFirst(AUTHORIZATION);
    return (token == null ? request : request.header(AUTHORIZATION, token)).build();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** The yes of a router that did as told; null for what is only asked. */
  private static byte @Nullable [] lie(String path, byte[] body) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "apply" -> yes(did(Json.read(body, RouteIntent.class)));
      case "commit" -> {
        RouteIntent intent = Json.read(body, RouteIntent.class);
        yield yes(did(intent).state().commit(intent, Instant.now()));
      }
      case "renew", "give-back" -> {
        LeaseClaim claim = Json.read(body, LeaseClaim.class);
        yield yes(fresh(claim).giveBack(claim, Instant.now()));
      }
      default -> null;
    };
  }

  private static LeaseAnswer did(RouteIntent intent) {
    return fresh(intent.claim()).apply(intent, Instant.now());
  }

  private static TrafficState fresh(LeaseClaim claim) {
    return TrafficState.fresh(claim.environment(), claim.model());
  }

  private static byte[] yes(LeaseAnswer answer) {
    if (answer instanceof LeaseAnswer.Refused refused) {
      throw new AssertionError("a lie that would be no yes: " + refused.reason());
    }
    return Json.canonicalBytes(answer);
  }

  @Override
  public void close() {
    behave(Manner.PASSING);
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
