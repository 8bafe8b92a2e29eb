package dev.countersign.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Stands before a server and cuts the line at one request: before it reaches the server, or after,
 * so that the answer is lost.
 */
final class CuttingProxy implements AutoCloseable {
  private final URI server;
  private final HttpServer proxy;
  private final int cutAt;
  private final boolean afterwards;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int seen;

  CuttingProxy(URI server, int cutAt, boolean afterwards) throws IOException {
    this.server = server;
    this.cutAt = cutAt;
    this.afterwards = afterwards;
    this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::handle);
    proxy.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** Whether so many requests came that the line was cut. */
  synchronized boolean hasCut() {
    return seen > cutAt;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    boolean cut = seen++ >= cutAt;
    if (!cut || (afterwards && seen == cutAt + 1)) {
      HttpResponse<byte[]> answer = forward(exchange);
      if (!cut) {
        exchange.sendResponseHeaders(
            answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    }
    exchange.close();
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    proxy.stop(0);
    client.close();
  }
}
