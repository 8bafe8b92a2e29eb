package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.Arrays;

/**
 * One point a row: a number and what it contributes, coloured by something else (Lundberg et al.
 * 2020). Points without a number stand apart in a strip at the left.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param note a line under the plot
 * @param label of the horizontal axis
 * @param values NaN where missing; not copied: treat as read-only
 * @param unit of the vertical axis
 * @param contributions finite, as many; not copied: treat as read-only
 * @param colouring of the points, as many
 */
public record DependenceChart(
    String title,
    String description,
    String note,
    String label,
    double[] values,
    String unit,
    double[] contributions,
    Colouring colouring) {
  private static final double HEIGHT = 420;
  private static final double LEFT = 68;
  private static final double PLOT = 440;
  private static final double STRIP = 76;
  private static final double LEGEND = 210;
  private static final double RADIUS = 3;

  /** Rejects different numbers of values, contributions and colours. */
  public DependenceChart {
    if (values.length != contributions.length || values.length != colouring.colours().size()) {
      throw new IllegalArgumentException(
          "%d values, %d contributions and %d colours are no points"
              .formatted(values.length, contributions.length, colouring.colours().size()));
    }
  }

  /** The chart as SVG. */
  public String toSvg() {
    boolean missing = Arrays.stream(values).anyMatch(Double::isNaN);
    double left = LEFT + (missing ? STRIP : 0);
    double legend = colouring.legend().isEmpty() ? 24 : LEGEND;
    double height = Math.max(HEIGHT, 80 + colouring.height());
    Svg svg = new Svg(left + PLOT + legend, height, title, description);
    PlotArea.drawTitle(svg, title);
    svg.text(16, HEIGHT - 12, note, TextStyle.of(11, Palette.MUTED, Anchor.START));
    Axis x = Axis.around(label, values);
    Axis y = Axis.around(unit, contributions);
    PlotArea area = new PlotArea(svg, left, 44, PLOT, HEIGHT - 124, x, y);
    if (missing) {
      drawStrip(area);
    }
    new PlotArea(svg, LEFT, 44, left + PLOT - LEFT, HEIGHT - 124, x, y).drawYAxis();
    area.drawXAxis();
    Paint dashes = Paint.stroke(Palette.MUTED, 1).withDashes();
    svg.line(LEFT, area.y(0), left + PLOT, area.y(0), dashes);
    for (int row = 0; row < values.length; row++) {
      drawPoint(area, row);
    }
    colouring.draw(svg, left + PLOT + 20, 56);
    return svg.toXml();
  }

  private static void drawStrip(PlotArea area) {
    Paint ground = Paint.fill(Palette.tint(Palette.MUTED, 0.08));
    area.svg().rect(LEFT, area.top(), STRIP - 16, area.height(), ground);
    TextStyle style = TextStyle.of(11, Palette.MUTED, Anchor.MIDDLE);
    area.svg().text(LEFT + (STRIP - 16) / 2, area.bottom() + 16, "missing", style);
  }

  private void drawPoint(PlotArea area, int row) {
    double x = Double.isNaN(values[row]) ? strip(row) : area.x(values[row]);
    Paint paint =
        Paint.fill(colouring.colours().get(row)).withOpacity(values.length > 200 ? 0.7 : 0.9);
    area.svg().circle(x, area.y(contributions[row]), RADIUS, paint, null);
  }

  /** Spread over the strip by multiples of the golden ratio, which lie nowhere close together. */
  private static double strip(int row) {
    double share = row * 0.618033988749895;
    return LEFT + 8 + (share - Math.floor(share)) * (STRIP - 32);
  }
}
