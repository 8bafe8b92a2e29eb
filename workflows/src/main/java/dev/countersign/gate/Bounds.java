package dev.countersign.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a number must keep to, ends included.
 *
 * @param min the smallest allowed value, or null when there is none
 * @param max the largest allowed value, or null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bounds(@Nullable Double min, @Nullable Double max) {
  /** Rejects bounds that bound nothing, NaN, and a min above the max. */
  public Bounds {
    if (min == null && max == null) {
      throw new IllegalArgumentException("bounds need a min, a max or both");
    }
    if ((min != null && min.isNaN()) || (max != null && max.isNaN())) {
      throw new IllegalArgumentException("bounds must be numbers");
    }
    if (min != null && max != null && min > max) {
      throw new IllegalArgumentException("min " + min + " is above max " + max);
    }
  }

  /** Whether {@code value} keeps to the bounds; NaN never does. */
  public boolean contain(double value) {
    return !Double.isNaN(value) && (min == null || value >= min) && (max == null || value <= max);
  }

  /** Whether no point of {@code interval} keeps to the bounds. */
  public boolean excludeAllOf(Interval interval) {
    return (min != null && interval.high() < min) || (max != null && interval.low() > max);
  }

  /** Whether every point of {@code interval} keeps to the bounds. */
  public boolean containAllOf(Interval interval) {
    return contain(interval.low()) && contain(interval.high());
  }
}
