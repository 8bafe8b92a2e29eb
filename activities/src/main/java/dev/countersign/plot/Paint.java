package dev.countersign.plot;

import org.jspecify.annotations.Nullable;

/**
 * How a shape is painted. Colours are SVG colours ({@code #0072b2}); see {@link Palette}.
 *
 * @param fill colour of the inside, or null for none
 * @param stroke colour of the outline, or null for none
 * @param strokeWidth in pixels
 * @param opacity in [0, 1]
 * @param dashed whether the outline is dashed
 */
public record Paint(
    @Nullable String fill,
    @Nullable String stroke,
    double strokeWidth,
    double opacity,
    boolean dashed) {

  /** Filled, without outline. */
  public static Paint fill(String colour) {
    return new Paint(colour, null, 0, 1, false);
  }

  /** Outlined, not filled. */
  public static Paint stroke(String colour, double width) {
    return new Paint(null, colour, width, 1, false);
  }

  /** The same, seen through. */
  public Paint withOpacity(double value) {
    return new Paint(fill, stroke, strokeWidth, value, dashed);
  }

  /** The same with a dashed outline. */
  public Paint withDashes() {
    return new Paint(fill, stroke, strokeWidth, opacity, true);
  }

  /** The same with an outline. */
  public Paint withStroke(String colour, double width) {
    return new Paint(fill, colour, width, opacity, dashed);
  }
}
