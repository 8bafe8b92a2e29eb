package dev.countersign.worker.real;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.activity.Notice;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where the worker's webhook posts its notices. */
public final class Notices implements AutoCloseable {
  private static final String SECRET = "a secret for tests only";

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /**
   * A notice as it came in.
   *
   * @param id by which a receiver tells a repetition from a new one
   */
  public record Received(String id, Notice notice) {}

  private Notices(HttpServer server) {
    this.server = server;
  }

  static Notices listen() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Notices notices = new Notices(server);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          notices.received.add(
              new Received(
                  String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                  Json.read(body, Notice.class)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return notices;
  }

  /** Everything that came in, repetitions too. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** What the worker must have in its environment to post here. */
  Map<String, String> environment() {
    return Map.of(
        "COUNTERSIGN_WEBHOOK",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/notices",
        "COUNTERSIGN_WEBHOOK_SECRET",
        SECRET);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
