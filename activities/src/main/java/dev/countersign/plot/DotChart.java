package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.List;

/**
 * Shares by row, a dot for each series (Cleveland 1985): how a column's values are spread, by
 * group.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param label what the shares are of
 * @param rows one a value or range, from top to bottom
 * @param series names of the dots, the first in the first colour
 */
public record DotChart(
    String title, String description, String label, List<Row> rows, List<String> series) {
  private static final double PLOT = 360;
  private static final double LEGEND = 200;
  private static final double ROW = 22;

  public DotChart {
    rows = List.copyOf(rows);
    series = List.copyOf(series);
  }

  /**
   * One row.
   *
   * @param label the value or range
   * @param shares by series, in [0, 1]; what is NaN is not drawn. The array is not copied: treat it
   *     as read-only
   */
  public record Row(String label, double[] shares) {}

  /** The chart as SVG. */
  public String toSvg() {
    double plot = Math.max(1, rows.size()) * ROW;
    double labels = PlotArea.labelWidth(rows.stream().map(Row::label));
    double height = Math.max(plot + 100, 80 + series.size() * 18.0);
    Svg svg = new Svg(labels + PLOT + LEGEND, height, title, description);
    PlotArea.drawTitle(svg, title);
    Axis axis = Axis.linear(label, 0, Math.max(0.1, largest()));
    PlotArea area = new PlotArea(svg, labels, 44, PLOT, plot, axis, Axis.share(""));
    area.drawXAxis();
    for (int i = 0; i < rows.size(); i++) {
      draw(area, rows.get(i), area.top() + (i + 0.5) * ROW);
    }
    PlotArea.drawLegend(svg, labels + PLOT + 16, 56, series);
    return svg.toXml();
  }

  private double largest() {
    double largest = 0;
    for (Row row : rows) {
      for (double share : row.shares()) {
        largest = Double.isNaN(share) ? largest : Math.max(largest, share);
      }
    }
    return largest;
  }

  private void draw(PlotArea area, Row row, double y) {
    TextStyle name = TextStyle.of(12, Palette.INK, Anchor.END);
    area.svg()
        .text(area.left() - 10, y + 4, PlotArea.shorten(row.label(), PlotArea.LONGEST_LABEL), name);
    area.svg().line(area.left(), y, area.left() + area.width(), y, Paint.stroke(Palette.GRID, 1));
    for (int i = 0; i < row.shares().length; i++) {
      double share = row.shares()[i];
      if (!Double.isNaN(share)) {
        Paint paint = Paint.fill(Palette.series(i)).withOpacity(0.85);
        String tooltip = series.get(i) + ": " + Axis.format(share);
        area.svg().circle(area.x(share), y, 5, paint, tooltip);
      }
    }
  }
}
