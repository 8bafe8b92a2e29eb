package dev.countersign.traffic.embedded;

import dev.countersign.http.Request;
import dev.countersign.rollout.Audience;
import dev.countersign.traffic.TrafficHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say of its caller. They are claims: whoever puts a router before callers
 * sets or strips them.
 *
 * @param unit sticky id; null when the caller has none and each request is assigned anew
 * @param member which audience the caller is in
 * @param version version or digest that is asked for by name; null for ordinary traffic
 * @param told what the headers say that tell groups, by header
 */
record Caller(
    @Nullable String unit, Audience member, @Nullable String version, Map<String, String> told) {
  /**
   * Reads a request's headers.
   *
   * @param telling names of the headers that tell groups
   */
  static Caller of(Request request, List<String> telling) throws RequestRows.Unusable {
    String audience = request.header(TrafficHeaders.AUDIENCE);
    Map<String, String> told = new TreeMap<>();
    for (String header : telling) {
      String value = request.header(header);
      if (value != null) {
        told.put(header, value);
      }
    }
    try {
      return new Caller(
          request.header(TrafficHeaders.UNIT),
          audience == null ? Audience.NOBODY : Audience.named(audience),
          request.header(TrafficHeaders.VERSION),
          told);
    } catch (IllegalArgumentException e) {
      throw new RequestRows.Unusable(TrafficHeaders.AUDIENCE + ": " + e.getMessage());
    }
  }
}
