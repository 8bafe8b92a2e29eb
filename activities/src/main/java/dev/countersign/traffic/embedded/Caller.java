package dev.countersign.traffic.embedded;

import dev.countersign.http.Request;
import dev.countersign.rollout.Audience;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say of its caller. They are claims: whoever puts a router before callers
 * sets or strips them.
 *
 * @param unit sticky id; null when the caller has none and each request is assigned anew
 * @param member which audience the caller is in
 * @param version version or digest that is asked for by name; null for ordinary traffic
 */
record Caller(@Nullable String unit, Audience member, @Nullable String version) {
  static final String UNIT = "x-countersign-unit";
  static final String AUDIENCE = "x-countersign-audience";
  static final String VERSION = "x-countersign-version";

  static Caller of(Request request) throws RequestRows.Unusable {
    String audience = request.header(AUDIENCE);
    try {
      return new Caller(
          request.header(UNIT),
          audience == null ? Audience.NOBODY : Audience.named(audience),
          request.header(VERSION));
    } catch (IllegalArgumentException e) {
      throw new RequestRows.Unusable(AUDIENCE + ": " + e.getMessage());
    }
  }
}
