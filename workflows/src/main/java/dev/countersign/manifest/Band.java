package dev.countersign.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of a numeric protected column.
 *
 * @param label as written, which is the group's name in evidence
 * @param low lower end, or negative infinity
 * @param high upper end, or infinity
 * @param lowIncluded whether {@code low} itself belongs to it
 * @param highIncluded whether {@code high} itself belongs to it
 */
public record Band(
    String label, double low, double high, boolean lowIncluded, boolean highIncluded) {
  private static final String NUMBER = "(-?\\d{1,15}(?:\\.\\d{1,15})?)";
  private static final Pattern ONE_SIDED = Pattern.compile("(<=|>=|<|>)\\s*" + NUMBER);
  private static final Pattern BETWEEN = Pattern.compile(NUMBER + "\\.\\." + NUMBER);

  /** Rejects a band nothing can be in. */
  public Band {
    if (!(low < high || (low == high && lowIncluded && highIncluded))) {
      throw new IllegalArgumentException("no number is in the band '" + label + "'");
    }
  }

  /**
   * Reads {@code <=25}, {@code >25}, {@code <25}, {@code >=25} or {@code 26..40}, both ends
   * included.
   *
   * @throws IllegalArgumentException if the text is none of these, or nothing can be in it
   */
  public static Band parse(String text) {
    Matcher between = BETWEEN.matcher(text);
    if (between.matches()) {
      double low = Double.parseDouble(between.group(1));
      double high = Double.parseDouble(between.group(2));
      return new Band(text, low, high, true, true);
    }
    Matcher oneSided = ONE_SIDED.matcher(text);
    if (!oneSided.matches()) {
      throw new IllegalArgumentException(
          "a band must be " + Forms.BAND_WORDS + " but is '" + text + "'");
    }
    double end = Double.parseDouble(oneSided.group(2));
    boolean included = oneSided.group(1).endsWith("=");
    return oneSided.group(1).startsWith("<")
        ? new Band(text, Double.NEGATIVE_INFINITY, end, false, included)
        : new Band(text, end, Double.POSITIVE_INFINITY, included, false);
  }

  /** Whether {@code value} is in the band; NaN never is. */
  public boolean contains(double value) {
    boolean aboveLow = lowIncluded ? value >= low : value > low;
    boolean belowHigh = highIncluded ? value <= high : value < high;
    return aboveLow && belowHigh;
  }

  /** Whether some number is in both. */
  public boolean overlaps(Band other) {
    double from = Math.max(low, other.low);
    double to = Math.min(high, other.high);
    return from < to || (from == to && contains(from) && other.contains(from));
  }
}
