package dev.countersign.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks over HTTP and waits no longer for the whole answer than the request's timeout says. The
 * JDK's own client times the headers only: a body that never ends would hold its caller for ever.
 */
public final class WholeAnswer {
  private WholeAnswer() {}

  /**
   * Asks.
   *
   * @param request with a timeout
   * @throws HttpTimeoutException if the answer is not there in time, down to its last byte
   * @throws IOException as the client's own {@code send}
   * @throws IllegalArgumentException if the request has no timeout
   */
  public static <T> HttpResponse<T> to(
      HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Duration patience =
        request
            .timeout()
            .orElseThrow(() -> new IllegalArgumentException("a request without a timeout"));
    CompletableFuture<HttpResponse<T>> asked = client.sendAsync(request, handler);
    try {
      return asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException failed ? failed : new IOException(cause);
    } finally {
      asked.cancel(true);
    }
  }
}
