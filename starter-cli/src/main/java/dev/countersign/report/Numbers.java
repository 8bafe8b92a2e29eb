package dev.countersign.report;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
public final class Numbers {
  private static final MathContext DIGITS = new MathContext(4);

  private Numbers() {}

  /** Four significant digits, no more than needed. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "∞" : value < 0 ? "-∞" : "not a number";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.signum() == 0
        ? "0"
        : rounded.precision() - rounded.scale() < -4 ? rounded.toString() : rounded.toPlainString();
  }

  public static String of(@Nullable Interval interval) {
    return interval == null ? "" : "[" + of(interval.low()) + ", " + of(interval.high()) + "]";
  }

  public static String of(@Nullable Bounds bounds) {
    if (bounds == null) {
      return "";
    }
    Double min = bounds.min();
    Double max = bounds.max();
    if (min != null && max != null) {
      return "must be " + of(min) + " to " + of(max);
    }
    return min != null ? "must be ≥ " + of(min) : max != null ? "must be ≤ " + of(max) : "";
  }

  public static String of(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
