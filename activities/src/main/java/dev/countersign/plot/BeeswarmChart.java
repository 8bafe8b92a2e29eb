package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clouds of points along one axis, one cloud a row, heaped where they crowd. For contributions of
 * many rows to many columns.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param note a line under the plot; empty for none
 * @param label of the value axis, with its unit
 * @param rows from top to bottom
 * @param colouring its heading and legend; each row brings its own colours
 */
public record BeeswarmChart(
    String title,
    String description,
    String note,
    String label,
    List<Row> rows,
    Colouring colouring) {

  private static final double PLOT = 500;
  private static final double LEGEND = 210;
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
   * @param colours one a value
   * @param median marked by a line, if any
   */
  public record Row(String label, double[] values, List<String> colours, @Nullable Double median) {
    /** Rejects different numbers of values and colours. */
    public Row {
      colours = List.copyOf(colours);
      if (values.length != colours.size()) {
        throw new IllegalArgumentException(
            label + ": " + values.length + " values for " + colours.size() + " colours");
      }
    }
  }

  /** Blue for low values, orange for high ones, grey for texts and what is missing. */
  public static Colouring lowToHigh() {
    return new Colouring(
        "Value of the column",
        List.of(),
        List.of(
            new Colouring.Entry(Colouring.ofHeight(1), "high"),
            new Colouring.Entry(Colouring.ofHeight(0.75), "above the median"),
            new Colouring.Entry(Colouring.ofHeight(0.25), "below the median"),
            new Colouring.Entry(Colouring.ofHeight(0), "low"),
            new Colouring.Entry(Palette.MUTED, "text or missing")));
  }

  /** The chart as SVG. */
  public String toSvg() {
    double plot = Math.max(1, rows.size()) * ROW;
    double labels = PlotArea.labelWidth(rows.stream().map(Row::label));
    double height = Math.max(plot + 110, 80 + colouring.height());
    Svg svg = new Svg(labels + PLOT + LEGEND, height, title, description);
    PlotArea.drawTitle(svg, title);
    svg.text(16, plot + 98, note, TextStyle.of(11, Palette.MUTED, Anchor.START));
    double[] all = rows.stream().flatMapToDouble(row -> Arrays.stream(row.values())).toArray();
    double[] withZero = Arrays.copyOf(all, all.length + 1);
    Axis axis = Axis.around(label, withZero);
    PlotArea area = new PlotArea(svg, labels, 44, PLOT, plot, axis, Axis.share(""));
    area.drawXAxis();
    svg.line(area.x(0), area.top(), area.x(0), area.bottom(), Paint.stroke(Palette.MUTED, 1));
    for (int i = 0; i < rows.size(); i++) {
      drawRow(area, rows.get(i), area.top() + (i + 0.5) * ROW);
    }
    colouring.draw(svg, labels + PLOT + 20, 56);
    return svg.toXml();
  }

  private static void drawRow(PlotArea area, Row row, double middle) {
    TextStyle name = TextStyle.of(12, Palette.INK, Anchor.END);
    String label = PlotArea.shorten(row.label(), PlotArea.LONGEST_LABEL);
    area.svg().text(area.left() - 10, middle + 4, label, name);
    int[] heaped = new int[(int) Math.ceil(area.width() / RADIUS) + 2];
    int step = Math.max(1, Math.ceilDiv(row.values().length, MOST_POINTS));
    for (int i = 0; i < row.values().length; i += step) {
      double x = area.x(row.values()[i]);
      int heap = (int) Math.clamp((x - area.left()) / RADIUS, 0, heaped.length - 1);
      double offset = offset(heaped[heap]++);
      Paint paint = Paint.fill(row.colours().get(i)).withOpacity(0.75);
      area.svg().circle(x, middle + offset, RADIUS, paint, null);
    }
    if (row.median() != null) {
      double x = area.x(row.median());
      area.svg().line(x, middle - 10, x, middle + 10, Paint.stroke(Palette.INK, 2));
    }
  }

  /** Above and below the middle by turns, and never beyond the row. */
  private static double offset(int earlier) {
    double distance = Math.min(ROW / 2 - RADIUS, Math.ceilDiv(earlier, 2) * RADIUS * 0.9);
    return earlier % 2 == 0 ? distance : -distance;
  }
}
