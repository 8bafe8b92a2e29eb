package dev.countersign.plot;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates with their intervals, one a row, over the band they are held to: a forest plot. A row's
 * colour is its verdict's.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param axis what is measured; ends of intervals beyond it are cut off
 * @param allowed the band of allowed values, drawn behind the rows; null for none
 * @param rows from top to bottom
 */
public record IntervalChart(
    String title, String description, Axis axis, @Nullable Bounds allowed, List<Row> rows) {

  private static final double PLOT = 390;
  private static final double VALUES = 90;
  private static final double ROW = 26;

  public IntervalChart {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param label what was measured, for example {@code age: <=25 against >25}
   * @param value the estimate, null when it could not be measured
   * @param interval its interval, if any
   * @param verdict what followed, if anything
   */
  public record Row(
      String label,
      @Nullable Double value,
      @Nullable Interval interval,
      @Nullable Verdict verdict) {}

  /** The chart as SVG. */
  public String toSvg() {
    double plot = Math.max(1, rows.size()) * ROW;
    double labels = PlotArea.labelWidth(rows.stream().map(Row::label));
    Svg svg = new Svg(labels + PLOT + VALUES, plot + 100, title, description);
    PlotArea.drawTitle(svg, title);
    Axis unused = Axis.share("");
    PlotArea area = new PlotArea(svg, labels, 44, PLOT, plot, axis, unused);
    drawBand(area);
    area.drawXAxis();
    for (int i = 0; i < rows.size(); i++) {
      drawRow(area, rows.get(i), area.top() + (i + 0.5) * ROW);
    }
    return svg.toXml();
  }

  private void drawBand(PlotArea area) {
    if (allowed == null) {
      return;
    }
    double from = area.x(allowed.min() == null ? axis.min() : allowed.min());
    double to = area.x(allowed.max() == null ? axis.max() : allowed.max());
    Paint band = Paint.fill(Palette.tint(Palette.GREEN, 0.12));
    area.svg().rect(from, area.top(), to - from, area.height(), band);
  }

  private static void drawRow(PlotArea area, Row row, double y) {
    String colour = Palette.of(row.verdict());
    TextStyle label = TextStyle.of(12, Palette.INK, Anchor.END);
    area.svg()
        .text(
            area.left() - 10, y + 4, PlotArea.shorten(row.label(), PlotArea.LONGEST_LABEL), label);
    Interval interval = row.interval();
    if (interval != null) {
      Paint stroke = Paint.stroke(colour, 2);
      double low = area.x(interval.low());
      double high = area.x(interval.high());
      area.svg().line(low, y, high, y, stroke);
      area.svg().line(low, y - 4, low, y + 4, stroke);
      area.svg().line(high, y - 4, high, y + 4, stroke);
    }
    Double value = row.value();
    if (value != null) {
      String tooltip = row.label() + ": " + Axis.format(value);
      area.svg().circle(area.x(value), y, 4.5, Paint.fill(colour), tooltip);
    }
    String text = value == null ? "not measured" : Axis.format(value);
    TextStyle number = TextStyle.of(12, colour, Anchor.START).inBold();
    area.svg().text(area.left() + area.width() + 10, y + 4, text, number);
  }
}
