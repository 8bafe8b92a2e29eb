package dev.countersign.http;

import com.sun.net.httpserver.Headers;
import dev.countersign.passport.Json;
import org.jspecify.annotations.Nullable;

/**
 * A request, whole.
 *
 * @param headers its headers
 * @param body its body, bounded
 */
public record Request(Headers headers, byte[] body) {

  /** A header's first value. */
  public @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  /**
   * The body as JSON, in which no number is missing.
   *
   * @throws HttpProblem with status 400 if it is none
   */
  public <T> T as(Class<T> type) throws HttpProblem {
    try {
      return Json.readComplete(body, type);
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, "the body is " + e.getMessage(), e);
    }
  }
}
