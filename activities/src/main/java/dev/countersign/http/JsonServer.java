package dev.countersign.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers requests on exact paths, each on a virtual thread of its own. */
public final class JsonServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JsonServer.class.getName());
  private static final int MOST_BYTES = 1 << 20;

  static {
    // without it every answer waits for the caller's delayed acknowledgement, 40 ms
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /** Answers the requests of one path. */
  @FunctionalInterface
  public interface Endpoint {
    Answer answer(Request request) throws HttpProblem;
  }

  private record Served(String method, Endpoint endpoint) {}

  private final HttpServer server;
  private final Map<String, Served> paths = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private JsonServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
  }

  /**
   * Takes a port on loopback; answers only after {@link #start}.
   *
   * @param port 0 for any free one
   * @throws IOException if it is taken
   */
  public static JsonServer onLoopback(int port) throws IOException {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Takes an address; answers only after {@link #start}. */
  public static JsonServer on(InetSocketAddress address) throws IOException {
    return new JsonServer(HttpServer.create(address, 0));
  }

  /** Answers {@code method} on exactly {@code path}. */
  public JsonServer serve(String method, String path, Endpoint endpoint) {
    paths.put(path, new Served(method, endpoint));
    return this;
  }

  /** Starts answering. */
  public JsonServer start() {
    server.start();
    return this;
  }

  /** Where it answers, for example {@code http://127.0.0.1:40123}. */
  public URI address() {
    InetSocketAddress bound = server.getAddress();
    return URI.create("http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort());
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      exchange.getResponseHeaders().set("content-type", answer.type());
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), answer.content().length);
      exchange.getResponseBody().write(answer.content());
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    @Nullable Served served = paths.get(path);
    if (served == null) {
      return Answer.error(404, "nothing is here; there are " + String.join(", ", paths.keySet()));
    }
    if (!served.method().equals(exchange.getRequestMethod())) {
      return Answer.error(405, path + " takes " + served.method());
    }
    try {
      return served.endpoint().answer(new Request(exchange.getRequestHeaders(), body(exchange)));
    } catch (HttpProblem e) {
      return Answer.error(e.status(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request to " + path + " failed", e);
      return Answer.error(500, "it failed here; the log says why");
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException, HttpProblem {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new HttpProblem(413, "a request has at most " + MOST_BYTES + " bytes", null);
      }
      return bytes;
    }
  }

  /** Stops taking requests and gives those in flight a second. */
  @Override
  public void close() {
    server.stop(1);
    threads.close();
  }
}
