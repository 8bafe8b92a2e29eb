package dev.countersign.traffic.haproxy;

import dev.countersign.rollout.Role;
import dev.countersign.traffic.RouteCount;
import dev.countersign.traffic.TrafficException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * HAProxy's stick table {@value #TABLE}: one entry for each generation and role, counted by {@code
 * countersign.lua}. Counts start at 0 when HAProxy starts.
 *
 * @param api the running HAProxy
 */
record CountTable(RuntimeApi api) {
  static final String TABLE = "countersign_counts";

  /** The bounds in {@code countersign.lua}, in seconds. */
  static final List<Double> BOUNDS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

  private static final int ANSWERED = BOUNDS.size();
  private static final int FAILED = ANSWERED + 1;
  private static final Pattern KEY = Pattern.compile(" key=(\\d+)/(incumbent|candidate|fallback) ");

  /**
   * Reads every entry.
   *
   * @throws TrafficException if HAProxy has no such table, or can't be asked
   */
  List<RouteCount> read() {
    String answer = api.run("show table " + TABLE);
    if (!answer.startsWith("# table: " + TABLE)) {
      throw new TrafficException(
          "HAProxy has no table %s ('%s'); take it over from the configuration handed out"
              .formatted(TABLE, answer));
    }
    List<RouteCount> counts = new ArrayList<>();
    for (String line : answer.split("\n")) {
      Matcher key = KEY.matcher(line);
      if (key.find()) {
        counts.add(
            new RouteCount(
                Long.parseLong(key.group(1)),
                Role.valueOf(key.group(2).toUpperCase(Locale.ROOT)),
                field(line, "http_req_cnt"),
                field(line, "gpc" + FAILED),
                BOUNDS,
                IntStream.range(0, ANSWERED).mapToObj(place -> field(line, "gpc" + place)).toList(),
                field(line, "gpc" + ANSWERED)));
      }
    }
    return counts;
  }

  private static long field(String line, String name) {
    Matcher field = Pattern.compile(" " + name + "=(\\d+)").matcher(line);
    if (!field.find()) {
      throw new TrafficException(
          "HAProxy's table %s does not count %s; take it over from the configuration handed out"
              .formatted(TABLE, name));
    }
    return Long.parseLong(field.group(1));
  }
}
