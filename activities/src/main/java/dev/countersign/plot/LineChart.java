package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.Arrays;
import java.util.List;

/**
 * Lines or points over two axes, with a legend when there are several. For ROC and precision–recall
 * curves, calibration, trade-offs and dependence.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series drawn in order, the first in the first colour
 * @param guides drawn under the series
 */
public record LineChart(
    String title, String description, Axis x, Axis y, List<Series> series, List<Guide> guides) {

  private static final double WIDTH = 520;
  private static final double HEIGHT = 400;
  private static final double LEGEND = 200;

  public LineChart {
    series = List.copyOf(series);
    guides = List.copyOf(guides);
  }

  /** How a series is drawn. */
  public enum Mark {
    LINE,
    /** Level until the next point, then up or down. */
    STEP,
    POINTS,
    LINE_AND_POINTS
  }

  /**
   * One series. Points that are not finite are left out. The arrays are not copied: treat them as
   * read-only.
   *
   * @param name in the legend
   * @param x values on the horizontal axis
   * @param y values on the vertical axis, as many
   */
  public record Series(String name, double[] x, double[] y, Mark mark) {
    /** Rejects arrays of different lengths. */
    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(name + ": " + x.length + " x for " + y.length + " y");
      }
    }
  }

  /** A dashed line from one point to another, for example the diagonal of a ROC plot. */
  public record Guide(double x1, double y1, double x2, double y2) {
    /** The line on which both axes agree. */
    public static Guide diagonal() {
      return new Guide(0, 0, 1, 1);
    }

    /** A level line over the whole of {@code axis}. */
    public static Guide level(Axis axis, double y) {
      return new Guide(axis.min(), y, axis.max(), y);
    }
  }

  /** The chart as SVG. */
  public String toSvg() {
    boolean legend = series.size() > 1;
    double height = Math.max(HEIGHT, 80 + series.size() * 18.0);
    Svg svg = new Svg(WIDTH + (legend ? LEGEND : 0), height, title, description);
    PlotArea.drawTitle(svg, title);
    PlotArea area = new PlotArea(svg, 68, 44, WIDTH - 92, HEIGHT - 100, x, y);
    area.drawYAxis();
    area.drawXAxis();
    for (Guide guide : guides) {
      Paint dashes = Paint.stroke(Palette.MUTED, 1).withDashes();
      svg.line(area.x(guide.x1), area.y(guide.y1), area.x(guide.x2), area.y(guide.y2), dashes);
    }
    if (series.isEmpty()) {
      TextStyle style = TextStyle.of(13, Palette.MUTED, Anchor.MIDDLE);
      svg.text(area.left() + area.width() / 2, area.top() + 40, "nothing to draw", style);
    }
    for (int i = 0; i < series.size(); i++) {
      draw(area, finite(series.get(i)), Palette.series(i));
    }
    if (legend) {
      PlotArea.drawLegend(svg, WIDTH, 56, series.stream().map(Series::name).toList());
    }
    return svg.toXml();
  }

  private static void draw(PlotArea area, Series line, String colour) {
    Paint stroke = Paint.stroke(colour, 2);
    switch (line.mark()) {
      case LINE -> area.svg().polyline(area.xs(line.x()), area.ys(line.y()), stroke);
      case STEP -> {
        Series steps = steps(line);
        area.svg().polyline(area.xs(steps.x()), area.ys(steps.y()), stroke);
      }
      case POINTS -> drawPoints(area, line, colour);
      case LINE_AND_POINTS -> {
        area.svg().polyline(area.xs(line.x()), area.ys(line.y()), stroke);
        drawPoints(area, line, colour);
      }
    }
  }

  private static void drawPoints(PlotArea area, Series line, String colour) {
    for (int i = 0; i < line.x().length; i++) {
      String tooltip =
          line.name() + ": " + Axis.format(line.x()[i]) + ", " + Axis.format(line.y()[i]);
      Paint paint = Paint.fill(colour).withOpacity(line.x().length > 200 ? 0.5 : 0.9);
      area.svg().circle(area.x(line.x()[i]), area.y(line.y()[i]), 3.2, paint, tooltip);
    }
  }

  private static Series steps(Series line) {
    int n = line.x().length;
    int length = Math.max(0, 2 * n - 1);
    double[] x = new double[length];
    double[] y = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = line.x()[(i + 1) / 2];
      y[i] = line.y()[i / 2];
    }
    return new Series(line.name(), x, y, Mark.LINE);
  }

  private static Series finite(Series line) {
    int kept = 0;
    double[] x = new double[line.x().length];
    double[] y = new double[line.x().length];
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(line.x()[i]) && Double.isFinite(line.y()[i])) {
        x[kept] = line.x()[i];
        y[kept++] = line.y()[i];
      }
    }
    return new Series(line.name(), Arrays.copyOf(x, kept), Arrays.copyOf(y, kept), line.mark());
  }
}
