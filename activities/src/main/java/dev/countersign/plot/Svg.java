package dev.countersign.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes one SVG picture, shape by shape. Only presentation attributes are used, so the picture may
 * stand in a page under any content security policy; every text is escaped. Lengths are in pixels,
 * the origin is top left.
 */
public final class Svg {

  /** Where a text's position lies in it. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * How a text looks.
   *
   * @param size in pixels
   * @param bold whether it is bold
   * @param rotation in degrees, clockwise about its position
   */
  public record TextStyle(double size, String colour, Anchor anchor, boolean bold, int rotation) {
    /** Plain text of this size. */
    public static TextStyle of(double size, String colour, Anchor anchor) {
      return new TextStyle(size, colour, anchor, false, 0);
    }

    /** The same in bold. */
    public TextStyle inBold() {
      return new TextStyle(size, colour, anchor, true, rotation);
    }

    /** The same, turned. */
    public TextStyle rotated(int degrees) {
      return new TextStyle(size, colour, anchor, bold, degrees);
    }
  }

  private final StringBuilder out = new StringBuilder(4096);

  /**
   * Starts a picture on a white ground.
   *
   * @param title what it shows, read out by screen readers
   * @param description what a reader who can't see it must know
   */
  public Svg(double width, double height, String title, String description) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    attribute("viewBox", "0 0 " + number(width) + " " + number(height));
    attribute("width", number(width));
    attribute("height", number(height));
    attribute("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif");
    attribute("aria-label", title);
    out.append(">\n<title>").append(escape(title)).append("</title>");
    out.append("<desc>").append(escape(description)).append("</desc>\n");
    rect(0, 0, width, height, Paint.fill(Palette.PAPER));
  }

  /** A rectangle; a negative width or height is drawn as 0. */
  public Svg rect(double x, double y, double width, double height, Paint paint) {
    out.append("<rect");
    attribute("x", number(x));
    attribute("y", number(y));
    attribute("width", number(Math.max(0, width)));
    attribute("height", number(Math.max(0, height)));
    return paint(paint).close("rect", null);
  }

  /** A straight line. */
  public Svg line(double x1, double y1, double x2, double y2, Paint paint) {
    out.append("<line");
    attribute("x1", number(x1));
    attribute("y1", number(y1));
    attribute("x2", number(x2));
    attribute("y2", number(y2));
    return paint(paint).close("line", null);
  }

  /** A disc; {@code tooltip} shows when a pointer rests on it. */
  public Svg circle(double cx, double cy, double radius, Paint paint, @Nullable String tooltip) {
    out.append("<circle");
    attribute("cx", number(cx));
    attribute("cy", number(cy));
    attribute("r", number(radius));
    return paint(paint).close("circle", tooltip);
  }

  /** A line through points; the arrays have the same length. */
  public Svg polyline(double[] xs, double[] ys, Paint paint) {
    return points("polyline", xs, ys, paint);
  }

  /** A closed area; the arrays have the same length. */
  public Svg polygon(double[] xs, double[] ys, Paint paint) {
    return points("polygon", xs, ys, paint);
  }

  private Svg points(String element, double[] xs, double[] ys, Paint paint) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
    }
    out.append('<').append(element);
    attribute("points", points.toString());
    if (element.equals("polyline")) {
      attribute("stroke-linejoin", "round");
    }
    return paint(paint).close(element, null);
  }

  /** A line of text at its baseline. */
  public Svg text(double x, double y, String text, TextStyle style) {
    out.append("<text");
    attribute("x", number(x));
    attribute("y", number(y));
    attribute("font-size", number(style.size()));
    attribute("fill", style.colour());
    switch (style.anchor()) {
      case START -> {}
      case MIDDLE -> attribute("text-anchor", "middle");
      case END -> attribute("text-anchor", "end");
    }
    if (style.bold()) {
      attribute("font-weight", "600");
    }
    if (style.rotation() != 0) {
      attribute(
          "transform", "rotate(" + style.rotation() + " " + number(x) + " " + number(y) + ")");
    }
    out.append('>').append(escape(text)).append("</text>\n");
    return this;
  }

  /** The whole picture as XML text. */
  public String toXml() {
    return out + "</svg>\n";
  }

  private Svg paint(Paint paint) {
    attribute("fill", paint.fill() == null ? "none" : paint.fill());
    if (paint.stroke() != null) {
      attribute("stroke", paint.stroke());
      attribute("stroke-width", number(paint.strokeWidth()));
    }
    if (paint.dashed()) {
      attribute("stroke-dasharray", "5 4");
    }
    if (paint.opacity() < 1) {
      attribute("opacity", number(paint.opacity()));
    }
    return this;
  }

  private Svg close(String element, @Nullable String tooltip) {
    if (tooltip == null) {
      out.append("/>\n");
    } else {
      out.append("><title>").append(escape(tooltip)).append("</title></");
      out.append(element).append(">\n");
    }
    return this;
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
  }

  /**
   * A coordinate with at most two decimals.
   *
   * @throws IllegalArgumentException if it is not finite: such a point can't be drawn
   */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a coordinate must be finite, not " + value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Text that may stand in XML; characters XML 1.0 forbids become {@code U+FFFD}. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
