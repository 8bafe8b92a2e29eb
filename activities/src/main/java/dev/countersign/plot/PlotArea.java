package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rectangle of a picture where data is drawn, with an axis along its bottom and its left.
 * Values in the units of the axes become pixels here and nowhere else.
 *
 * @param left x of its left edge, in pixels
 * @param top y of its top edge, in pixels
 * @param width in pixels
 * @param height in pixels
 */
record PlotArea(Svg svg, double left, double top, double width, double height, Axis x, Axis y) {

  /** The most characters of a label that are drawn. */
  static final int LONGEST_LABEL = 60;

  private static final TextStyle TICK = TextStyle.of(11, Palette.MUTED, Anchor.MIDDLE);

  double x(double value) {
    return left + x.position(value) * width;
  }

  double y(double value) {
    return top + height - y.position(value) * height;
  }

  double bottom() {
    return top + height;
  }

  double[] xs(double[] values) {
    double[] pixels = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = x(values[i]);
    }
    return pixels;
  }

  double[] ys(double[] values) {
    double[] pixels = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = y(values[i]);
    }
    return pixels;
  }

  /** Draws grid, ticks and label of the horizontal axis. */
  void drawXAxis() {
    drawXAxis(6);
  }

  /** The same with about so many ticks. */
  void drawXAxis(int ticks) {
    for (double tick : x.ticks(ticks)) {
      svg.line(x(tick), top, x(tick), bottom(), Paint.stroke(Palette.GRID, 1));
      svg.text(x(tick), bottom() + 16, Axis.format(tick), TICK);
    }
    svg.line(left, bottom(), left + width, bottom(), Paint.stroke(Palette.MUTED, 1));
    TextStyle label = TextStyle.of(12, Palette.INK, Anchor.MIDDLE);
    svg.text(left + width / 2, bottom() + 36, x.label(), label);
  }

  /** Draws grid, ticks and label of the vertical axis. */
  void drawYAxis() {
    drawYAxis(5);
  }

  /** The same with about so many ticks. */
  void drawYAxis(int ticks) {
    TextStyle tickStyle = TextStyle.of(11, Palette.MUTED, Anchor.END);
    for (double tick : y.ticks(ticks)) {
      svg.line(left, y(tick), left + width, y(tick), Paint.stroke(Palette.GRID, 1));
      svg.text(left - 6, y(tick) + 4, Axis.format(tick), tickStyle);
    }
    svg.line(left, top, left, bottom(), Paint.stroke(Palette.MUTED, 1));
    TextStyle label = TextStyle.of(12, Palette.INK, Anchor.MIDDLE).rotated(-90);
    svg.text(left - 44, top + height / 2, y.label(), label);
  }

  /** Draws a picture's title at its top left. */
  static void drawTitle(Svg svg, String title) {
    svg.text(16, 24, title, TextStyle.of(15, Palette.INK, Anchor.START).inBold());
  }

  /** Draws names beside swatches, one under the other. */
  static void drawLegend(Svg svg, double left, double top, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      double y = top + i * 18;
      svg.rect(left, y - 9, 12, 10, Paint.fill(Palette.series(i)));
      TextStyle style = TextStyle.of(12, Palette.INK, Anchor.START);
      svg.text(left + 18, y, shorten(names.get(i), 26), style);
    }
  }

  /** How wide the longest of these labels is at 12 pixels, about; at least 120. */
  static double labelWidth(Stream<String> labels) {
    int longest = labels.mapToInt(String::length).max().orElse(0);
    return Math.clamp(longest, 16, LONGEST_LABEL) * 6.8 + 12;
  }

  /** At most {@code length} characters, the rest given up for an ellipsis. */
  static String shorten(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
  }
}
