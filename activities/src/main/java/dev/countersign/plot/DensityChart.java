package dev.countersign.plot;

import dev.countersign.gate.Interval;
import dev.countersign.plot.LineChart.Guide;
import dev.countersign.plot.LineChart.Series;
import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows counted in cells of two numbers, one panel a group, all over the same axes: what a scatter
 * plot shows, in a picture whose size does not grow with the rows (Carr, Littlefield, Nicholson and
 * Littlefield 1987, Journal of the American Statistical Association 82: 424–436).
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param x the horizontal axis of every panel
 * @param y the vertical axis of every panel
 * @param guide a dashed line over every panel, with its name
 * @param trace what every panel's line is, in words
 * @param level what every panel's level is, in words; null where none has one
 * @param panels from left to right, then down
 */
public record DensityChart(
    String title,
    String description,
    Axis x,
    Axis y,
    Named guide,
    String trace,
    @Nullable String level,
    List<Panel> panels) {

  private static final double WIDTH = 250;
  private static final double HEIGHT = 190;
  private static final double LEFT = 68;
  private static final double TOP = 36;
  private static final double PANEL = LEFT + WIDTH + 14;
  private static final double PANEL_HEIGHT = TOP + HEIGHT + 54;
  private static final double HEAD = 66;
  private static final int COLUMNS = 2;
  private static final int SHADES = 10;

  public DensityChart {
    panels = List.copyOf(panels);
  }

  /** A dashed line and what it says. */
  public record Named(String name, Guide line) {}

  /**
   * One group's rows.
   *
   * @param counts rows by column, from the lowest x, then by line, from the lowest y; as many
   *     columns in every panel, as many lines in every column, at least one. Not copied: treat as
   *     read-only
   * @param trace a line through the rows
   * @param level a height and the interval that is drawn around it; null for none
   * @param note a line under the group's name
   * @param of how many rows the group has; more than were counted where they are a sample
   */
  public record Panel(
      String group, long[][] counts, Series trace, @Nullable Level level, String note, long of) {
    private String rows() {
      long rows = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
      return rows == of
          ? String.format(Locale.ROOT, "%,d rows", rows)
          : String.format(Locale.ROOT, "%,d of %,d rows", rows, of);
    }
  }

  /** A height on the vertical axis; {@code interval} is null where it isn't known. */
  public record Level(double value, @Nullable Interval interval) {}

  /** The chart as SVG. */
  public String toSvg() {
    int lines = Math.ceilDiv(Math.max(1, panels.size()), COLUMNS);
    Svg svg = new Svg(16 + COLUMNS * PANEL, HEAD + lines * PANEL_HEIGHT, title, description);
    PlotArea.drawTitle(svg, title);
    drawLegend(svg);
    if (panels.isEmpty()) {
      svg.text(16, HEAD + 40, "nothing to draw", TextStyle.of(13, Palette.MUTED, Anchor.START));
    }
    for (int i = 0; i < panels.size(); i++) {
      double left = 16 + i % COLUMNS * PANEL;
      double top = HEAD + Math.floorDiv(i, COLUMNS) * PANEL_HEIGHT;
      drawPanel(svg, panels.get(i), left, top);
    }
    return svg.toXml();
  }

  private void drawLegend(Svg svg) {
    double at = drawEntry(svg, 16, Paint.stroke(Palette.MUTED, 1).withDashes(), guide.name());
    at = drawEntry(svg, at, Paint.stroke(Palette.ORANGE, 2), trace);
    if (level != null) {
      drawEntry(svg, at, Paint.stroke(Palette.GREEN, 2), level);
    }
  }

  private static double drawEntry(Svg svg, double left, Paint paint, String name) {
    svg.line(left, 42, left + 22, 42, paint);
    svg.text(left + 28, 46, name, TextStyle.of(11, Palette.MUTED, Anchor.START));
    return left + 28 + name.length() * 5.8 + 16;
  }

  private void drawPanel(Svg svg, Panel panel, double left, double top) {
    TextStyle bold = TextStyle.of(13, Palette.INK, Anchor.START).inBold();
    svg.text(left, top + 14, PlotArea.shorten(panel.group(), 24), bold);
    TextStyle atTheRight = TextStyle.of(11, Palette.MUTED, Anchor.END);
    svg.text(left + LEFT + WIDTH, top + 14, panel.rows(), atTheRight);
    svg.text(left, top + 29, panel.note(), TextStyle.of(11, Palette.MUTED, Anchor.START));
    PlotArea area = new PlotArea(svg, left + LEFT, top + TOP, WIDTH, HEIGHT, x, y);
    area.drawYAxis(5);
    area.drawXAxis(4);
    drawCells(area, panel.counts());
    drawLevel(area, panel.level());
    Paint dashes = Paint.stroke(Palette.INK, 1).withDashes();
    Guide line = guide.line();
    svg.line(area.x(line.x1()), area.y(line.y1()), area.x(line.x2()), area.y(line.y2()), dashes);
    Series points = panel.trace();
    svg.polyline(area.xs(points.x()), area.ys(points.y()), Paint.stroke(Palette.ORANGE, 2));
    for (int i = 0; i < points.x().length; i++) {
      String tooltip = Axis.format(points.x()[i]) + ", " + Axis.format(points.y()[i]);
      Paint disc = Paint.fill(Palette.ORANGE);
      svg.circle(area.x(points.x()[i]), area.y(points.y()[i]), 2.4, disc, tooltip);
    }
  }

  private static void drawLevel(PlotArea area, @Nullable Level level) {
    if (level == null) {
      return;
    }
    double right = area.left() + area.width();
    Interval interval = level.interval();
    if (interval != null) {
      double high = area.y(interval.high());
      Paint band = Paint.fill(Palette.GREEN).withOpacity(0.3);
      area.svg().rect(area.left(), high, area.width(), area.y(interval.low()) - high, band);
    }
    double at = area.y(level.value());
    area.svg().line(area.left(), at, right, at, Paint.stroke(Palette.GREEN, 2));
  }

  /** Neighbours in a column that have one shade are one rectangle. */
  private static void drawCells(PlotArea area, long[][] counts) {
    long most = 1;
    for (long[] column : counts) {
      for (long count : column) {
        most = Math.max(most, count);
      }
    }
    double width = area.width() / counts.length;
    for (int column = 0; column < counts.length; column++) {
      double height = area.height() / counts[column].length;
      int from = 0;
      while (from < counts[column].length) {
        int shade = shade(counts[column][from], most);
        int to = from + 1;
        while (to < counts[column].length && shade(counts[column][to], most) == shade) {
          to++;
        }
        if (shade > 0) {
          Paint paint = Paint.fill(Palette.tint(Palette.BLUE, 0.15 + 0.75 * shade / SHADES));
          double left = area.left() + column * width;
          area.svg().rect(left, area.bottom() - to * height, width, (to - from) * height, paint);
        }
        from = to;
      }
    }
  }

  /** 0 without rows, else by the root of the count, so that single rows are seen beside many. */
  private static int shade(long count, long most) {
    return count == 0
        ? 0
        : Math.max(1, (int) Math.round(SHADES * Math.sqrt((double) count / most)));
  }
}
