package dev.countersign.plot;

import dev.countersign.gate.Interval;
import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Horizontal bars from zero, one a row, with whiskers where there are intervals. For importances,
 * shares and counts; the caller sorts.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param label of the value axis, with its unit
 * @param bars from top to bottom
 */
public record BarChart(String title, String description, String label, List<Bar> bars) {

  private static final double PLOT = 420;
  private static final double VALUES = 80;
  private static final double ROW = 22;

  public BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param label what it stands for
   * @param value its length, finite; may be negative
   * @param interval the whisker, if any
   */
  public record Bar(String label, double value, @Nullable Interval interval) {}

  /** The chart as SVG. */
  public String toSvg() {
    double plot = Math.max(1, bars.size()) * ROW;
    double labels = PlotArea.labelWidth(bars.stream().map(Bar::label));
    Svg svg = new Svg(labels + PLOT + VALUES, plot + 100, title, description);
    PlotArea.drawTitle(svg, title);
    Axis unused = Axis.share("");
    PlotArea area = new PlotArea(svg, labels, 44, PLOT, plot, axis(), unused);
    area.drawXAxis();
    for (int i = 0; i < bars.size(); i++) {
      drawBar(area, bars.get(i), area.top() + i * ROW);
    }
    svg.line(area.x(0), area.top(), area.x(0), area.bottom(), Paint.stroke(Palette.MUTED, 1));
    return svg.toXml();
  }

  private Axis axis() {
    double low = 0;
    double high = 0;
    for (Bar bar : bars) {
      Interval whisker = bar.interval();
      low = Math.min(low, whisker == null ? bar.value() : Math.min(bar.value(), whisker.low()));
      high = Math.max(high, whisker == null ? bar.value() : Math.max(bar.value(), whisker.high()));
    }
    return low == high ? Axis.share(label) : Axis.linear(label, low * 1.05, high * 1.05);
  }

  private static void drawBar(PlotArea area, Bar bar, double top) {
    double middle = top + ROW / 2;
    TextStyle name = TextStyle.of(12, Palette.INK, Anchor.END);
    area.svg()
        .text(
            area.left() - 10,
            middle + 4,
            PlotArea.shorten(bar.label(), PlotArea.LONGEST_LABEL),
            name);
    double from = Math.min(area.x(0), area.x(bar.value()));
    double width = Math.abs(area.x(bar.value()) - area.x(0));
    String colour = bar.value() < 0 ? Palette.ORANGE : Palette.BLUE;
    area.svg().rect(from, top + 4, width, ROW - 8, Paint.fill(colour).withOpacity(0.85));
    Interval whisker = bar.interval();
    if (whisker != null) {
      Paint stroke = Paint.stroke(Palette.INK, 1.4);
      area.svg().line(area.x(whisker.low()), middle, area.x(whisker.high()), middle, stroke);
    }
    TextStyle number = TextStyle.of(12, Palette.INK, Anchor.START);
    double end = area.left() + area.width() + 8;
    area.svg().text(end, middle + 4, Axis.format(bar.value()), number);
  }
}
