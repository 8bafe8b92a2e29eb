package dev.countersign.manifest;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as manifests and policies write them. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile(Forms.DURATION);
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d|w)");

  private Durations() {}

  /**
   * Reads {@code 2s}, {@code 30m}, {@code 1h30m}, {@code 3d}, {@code 2w} or ISO 8601. A day is 24
   * hours.
   *
   * @throws IllegalArgumentException if the text is none of these, or zero
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be " + Forms.DURATION_WORDS + " but is '" + text + "'");
    }
    if (text.startsWith("P")) {
      return Duration.parse(text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum = sum.plus(unit(part.group(2)).getDuration().multipliedBy(amount));
    }
    return sum;
  }

  private static ChronoUnit unit(String symbol) {
    return switch (symbol) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      case "d" -> ChronoUnit.DAYS;
      case "w" -> ChronoUnit.WEEKS;
      default -> throw new IllegalArgumentException("no unit of time: " + symbol);
    };
  }

  /** Writes a length of time in the short form, for example {@code 1h30m}. */
  public static String show(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
