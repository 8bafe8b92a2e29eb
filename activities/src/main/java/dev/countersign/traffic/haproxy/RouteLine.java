package dev.countersign.traffic.haproxy;

import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Role;
import dev.countersign.traffic.TrafficException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A route as one value of HAProxy's map, so that it changes in one step: {@code
 * rest|candidate|share|audience|until|generation|salt|role}. Read by {@code
 * docs/haproxy/countersign.lua}.
 *
 * @param rest backend that serves what the candidate does not
 * @param candidate the candidate's backend, {@code -} for none
 * @param share the candidate's percentage of units, in [0, 100]
 * @param audience who gets the candidate besides
 * @param until epoch second at which HAProxy itself gives everything back to the rest
 * @param generation the agent's, shown in answers
 * @param salt of the assignment of units
 * @param restRole as what the rest serves: incumbent or fallback
 */
record RouteLine(
    String rest,
    String candidate,
    double share,
    Audience audience,
    long until,
    long generation,
    String salt,
    Role restRole) {
  static final String NOBODY = "-";
  private static final Pattern WRITABLE = Pattern.compile("[A-Za-z0-9._/-]*");

  RouteLine {
    writable(salt);
    if (!(share >= 0 && share <= 100)) {
      throw new IllegalArgumentException("a share is a percentage from 0 to 100, not " + share);
    }
  }

  /**
   * A name that can stand in a map and in a command.
   *
   * @throws TrafficException if it can't
   */
  static String writable(String name) {
    if (!WRITABLE.matcher(name).matches()) {
      throw new TrafficException(
          "'%s' can't be written into HAProxy's map; use letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
    return name;
  }

  String text() {
    return String.join(
        "|",
        rest,
        candidate,
        Double.toString(share),
        audience.name().toLowerCase(Locale.ROOT),
        Long.toString(until),
        Long.toString(generation),
        salt,
        restRole.label());
  }

  /**
   * Reads a line back.
   *
   * @throws TrafficException if it is none
   */
  static RouteLine parse(String text) {
    List<String> fields = List.of(text.split("\\|", -1));
    try {
      if (fields.size() != 8) {
        throw new IllegalArgumentException(fields.size() + " fields");
      }
      return new RouteLine(
          fields.get(0),
          fields.get(1),
          Double.parseDouble(fields.get(2)),
          Audience.valueOf(fields.get(3).toUpperCase(Locale.ROOT)),
          Long.parseLong(fields.get(4)),
          Long.parseLong(fields.get(5)),
          fields.get(6),
          Role.valueOf(fields.get(7).toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new TrafficException(
          "HAProxy's map holds a route that nobody understands: '%s'".formatted(text), e);
    }
  }

  /** Whether the candidate gets anything at {@code now}. */
  boolean givesAt(Instant now) {
    return !candidate.equals(NOBODY) && now.getEpochSecond() < until;
  }
}
