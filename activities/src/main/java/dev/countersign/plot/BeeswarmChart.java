package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.Arrays;
import java.util.List;

/**
 * Clouds of points along one axis, one cloud a row, heaped where they crowd. For contributions of
 * many rows to many columns.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param label of the value axis, with its unit
 * @param rows from top to bottom
 */
public record BeeswarmChart(String title, String description, String label, List<Row> rows) {

  private static final double WIDTH = 760;
  private static final double LABELS = 220;
  private static final double ROW = 30;
  private static final double RADIUS = 2.2;
  private static final int MOST_POINTS = 250;

  public BeeswarmChart {
    rows = List.copyOf(rows);
  }

  /**
   * One cloud. The arrays are not copied: treat them as read-only.
   *
   * @param label what it stands for
   * @param values finite
   * @param heights per value from 0 (drawn blue) to 1 (orange); NaN is grey
   */
  public record Row(String label, double[] values, double[] heights) {
    /** Rejects arrays of different lengths. */
    public Row {
      if (values.length != heights.length) {
        throw new IllegalArgumentException(
            label + ": " + values.length + " values for " + heights.length + " heights");
      }
    }
  }

  /** The chart as SVG. */
  public String toSvg() {
    double plot = Math.max(1, rows.size()) * ROW;
    Svg svg = new Svg(WIDTH, plot + 100, title, description);
    PlotArea.drawTitle(svg, title);
    drawKey(svg);
    double[] all = rows.stream().flatMapToDouble(row -> Arrays.stream(row.values())).toArray();
    double[] withZero = Arrays.copyOf(all, all.length + 1);
    PlotArea area =
        new PlotArea(
            svg,
            LABELS,
            44,
            WIDTH - LABELS - 24,
            plot,
            Axis.around(label, withZero),
            Axis.share(""));
    area.drawXAxis();
    svg.line(area.x(0), area.top(), area.x(0), area.bottom(), Paint.stroke(Palette.MUTED, 1));
    for (int i = 0; i < rows.size(); i++) {
      drawRow(area, rows.get(i), area.top() + (i + 0.5) * ROW);
    }
    return svg.toXml();
  }

  private static void drawKey(Svg svg) {
    String[] words = {"low value", "high value", "text or missing"};
    double[] heights = {0, 1, Double.NaN};
    for (int i = 0; i < words.length; i++) {
      double x = WIDTH - 300 + i * 90;
      svg.circle(x, 20, 4, Paint.fill(colour(heights[i])), null);
      svg.text(x + 8, 24, words[i], TextStyle.of(11, Palette.MUTED, Anchor.START));
    }
  }

  private static void drawRow(PlotArea area, Row row, double middle) {
    TextStyle name = TextStyle.of(12, Palette.INK, Anchor.END);
    area.svg().text(area.left() - 10, middle + 4, PlotArea.shorten(row.label(), 34), name);
    int[] heaped = new int[(int) Math.ceil(area.width() / RADIUS) + 2];
    int step = Math.max(1, Math.ceilDiv(row.values().length, MOST_POINTS));
    for (int i = 0; i < row.values().length; i += step) {
      double x = area.x(row.values()[i]);
      int heap = (int) Math.clamp((x - area.left()) / RADIUS, 0, heaped.length - 1);
      double offset = offset(heaped[heap]++);
      Paint paint = Paint.fill(colour(row.heights()[i])).withOpacity(0.75);
      area.svg().circle(x, middle + offset, RADIUS, paint, null);
    }
  }

  /** Above and below the middle by turns, and never beyond the row. */
  private static double offset(int earlier) {
    double distance = Math.min(ROW / 2 - RADIUS, Math.ceilDiv(earlier, 2) * RADIUS * 0.9);
    return earlier % 2 == 0 ? distance : -distance;
  }

  private static String colour(double height) {
    if (Double.isNaN(height)) {
      return Palette.MUTED;
    }
    return height < 0.5
        ? Palette.tint(Palette.BLUE, 1 - height)
        : Palette.tint(Palette.ORANGE, height);
  }
}
