package dev.countersign.rollout;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time as a manifest writes them: {@code 2s}, {@code 30m}, {@code 1h30m}, {@code 7d}.
 */
public final class BakeTime {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private BakeTime() {}

  /**
   * Reads a length of time.
   *
   * @throws IllegalArgumentException if it has another form or is zero
   */
  public static Duration parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no length of time; write for example 90s, 30m, 1h30m or 7d");
    }
    Duration length =
        Duration.ofDays(number(parts.group(1)))
            .plusHours(number(parts.group(2)))
            .plusMinutes(number(parts.group(3)))
            .plusSeconds(number(parts.group(4)));
    if (length.isZero()) {
      throw new IllegalArgumentException("'" + text + "' is no time at all; write at least 1s");
    }
    return length;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
