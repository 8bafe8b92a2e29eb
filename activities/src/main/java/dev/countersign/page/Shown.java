package dev.countersign.page;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import dev.countersign.plot.Axis;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as documents show them: numbers to four significant digits, counts with commas. */
public final class Shown {
  private Shown() {}

  /** Nothing where there is no value. */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> number(number);
      case Integer count -> String.format(Locale.ROOT, "%,d", count);
      case Long count -> String.format(Locale.ROOT, "%,d", count);
      case Interval interval -> number(interval.low()) + " to " + number(interval.high());
      case Bounds bounds -> bounds(bounds);
      default -> value.toString();
    };
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "∞" : "-∞") : Axis.format(value);
  }

  private static String bounds(Bounds bounds) {
    Double min = bounds.min();
    Double max = bounds.max();
    return (min == null ? "" : "≥ " + number(min))
        + (min == null || max == null ? "" : ", ")
        + (max == null ? "" : "≤ " + number(max));
  }
}
