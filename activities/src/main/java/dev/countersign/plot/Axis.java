package dev.countersign.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis: what it measures, and from where to where.
 *
 * @param label in words, with its unit
 * @param min the smallest value shown
 * @param max the largest value shown, above {@code min}
 * @param kind how values are spaced
 */
public record Axis(String label, double min, double max, Kind kind) {

  /** How values are spaced. */
  public enum Kind {
    LINEAR,
    /** Equal ratios at equal distances; both ends are positive. */
    LOG
  }

  /** Rejects ends that are not finite, not ordered, or not positive on a log axis. */
  public Axis {
    if (!Double.isFinite(min) || !Double.isFinite(max) || !(min < max)) {
      throw new IllegalArgumentException("an axis needs min < max, not " + min + ", " + max);
    }
    if (kind == Kind.LOG && min <= 0) {
      throw new IllegalArgumentException("a log axis needs positive ends, not " + min);
    }
  }

  /** A linear axis. */
  public static Axis linear(String label, double min, double max) {
    return new Axis(label, min, max, Kind.LINEAR);
  }

  /** A linear axis from 0 to 1. */
  public static Axis share(String label) {
    return linear(label, 0, 1);
  }

  /**
   * A linear axis that shows all of these values with a little room around them; values that are
   * not finite don't count. Without any, it runs from 0 to 1.
   */
  public static Axis around(String label, double... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return share(label);
    }
    double room = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.1, 1e-6);
    return linear(label, low - room, high + room);
  }

  /** Where {@code value} lies: 0 at {@code min}, 1 at {@code max}; clamped to the axis. */
  public double position(double value) {
    double clamped = Math.clamp(value, min, max);
    return switch (kind) {
      case LINEAR -> (clamped - min) / (max - min);
      case LOG -> (Math.log(clamped) - Math.log(min)) / (Math.log(max) - Math.log(min));
    };
  }

  /** Round values to mark, in order: about {@code about} of them. */
  public List<Double> ticks(int about) {
    return switch (kind) {
      case LINEAR -> linearTicks(about);
      case LOG -> logTicks(about);
    };
  }

  private List<Double> linearTicks(int about) {
    double step = niceStep((max - min) / Math.max(1, about));
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> logTicks(int about) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
      for (double digit : new double[] {1, 2, 5}) {
        double tick = digit * Math.pow(10, power);
        if (tick >= min && tick <= max) {
          ticks.add(tick);
        }
      }
    }
    return ticks.size() >= 2 ? ticks : linearTicks(about);
  }

  private static double niceStep(double raw) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / magnitude;
    double nice = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
    return nice * magnitude;
  }

  /** A value as a label: at most four significant digits, no trailing zeros. */
  public static String format(double value) {
    return format(value, 4);
  }

  /** As {@link #format(double)}, with so many significant digits at most. */
  public static String format(double value, int digits) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    double size = Math.abs(value);
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits)).stripTrailingZeros();
    return size >= 1e7 || size < 1e-4 ? rounded.toString() : rounded.toPlainString();
  }
}
