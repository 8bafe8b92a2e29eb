package dev.countersign.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.passport.Json;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status HTTP status
 * @param type content type
 * @param content the body
 * @param headers others than the content type
 */
public record Answer(int status, String type, byte[] content, Map<String, String> headers) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer without further headers. */
  public Answer(int status, String type, byte[] content) {
    this(status, type, content, Map.of());
  }

  /** A value as JSON, with status 200. */
  public static Answer json(Object value) {
    return json(200, value);
  }

  /** A problem as {@code {"error": …}}. */
  static Answer error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  private static Answer json(int status, Object value) {
    try {
      return new Answer(status, "application/json", Json.mapper().writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON can be made of " + value.getClass(), e);
    }
  }
}
