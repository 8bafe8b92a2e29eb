package dev.countersign.explain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one column did for one row.
 *
 * @param column the column of the data
 * @param value a number or a text; null where it is missing
 * @param contribution in the explanation's space; above 0 speaks for the favourable outcome
 * @param lower share of the rows known whose number is lower; null for texts and what is missing
 * @param higher share of the rows known whose number is higher; null as {@code lower}
 */
public record Reason(
    String column,
    @Nullable Object value,
    double contribution,
    @Nullable Double lower,
    @Nullable Double higher) {
  private static final double REMARKABLE = 0.6;

  /**
   * The reason as a notice to the person needs it: the column, this row's value, and, for a number
   * that is on the high or the low side, how it compares. A number in the middle stands by itself.
   */
  public String inWords() {
    String said = column + " is " + shown();
    if (lower != null && lower >= REMARKABLE) {
      return said + ", higher than in " + percent(lower) + " of rows";
    }
    if (higher != null && higher >= REMARKABLE) {
      return said + ", lower than in " + percent(higher) + " of rows";
    }
    return said;
  }

  /** The value, for people. */
  String shown() {
    return value == null ? "missing" : String.valueOf(value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%d %%", (int) Math.floor(share * 100));
  }
}
