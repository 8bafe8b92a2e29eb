package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.List;

/**
 * Steps that lead from one value to another, each bar starting where the last one ended.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param label of the value axis, with its unit
 * @param start where the first step starts
 * @param steps from top to bottom
 */
public record WaterfallChart(
    String title, String description, String label, double start, List<Step> steps) {

  private static final double WIDTH = 760;
  private static final double LABELS = 250;
  private static final double VALUES = 80;
  private static final double ROW = 24;

  public WaterfallChart {
    steps = List.copyOf(steps);
  }

  /** One step: what it stands for, and how far it goes. */
  public record Step(String label, double change) {}

  /** The chart as SVG. */
  public String toSvg() {
    double plot = (steps.size() + 2) * ROW;
    Svg svg = new Svg(WIDTH, plot + 100, title, description);
    PlotArea.drawTitle(svg, title);
    Axis unused = Axis.share("");
    PlotArea area = new PlotArea(svg, LABELS, 44, WIDTH - LABELS - VALUES, plot, axis(), unused);
    area.drawXAxis();
    double top = area.top();
    drawLevel(area, "before anything is known", start, top);
    double at = start;
    for (Step step : steps) {
      top += ROW;
      drawStep(area, step, at, top);
      at += step.change();
    }
    drawLevel(area, "the answer", at, top + ROW);
    return svg.toXml();
  }

  private Axis axis() {
    double[] levels = new double[steps.size() + 1];
    levels[0] = start;
    for (int i = 0; i < steps.size(); i++) {
      levels[i + 1] = levels[i] + steps.get(i).change();
    }
    return Axis.around(label, levels);
  }

  private static void drawLevel(PlotArea area, String name, double value, double top) {
    Paint ink = Paint.stroke(Palette.INK, 2);
    area.svg().line(area.x(value), top + 3, area.x(value), top + ROW - 3, ink);
    drawTexts(area, name, Axis.format(value), top, true);
  }

  private static void drawStep(PlotArea area, Step step, double from, double top) {
    double left = Math.min(area.x(from), area.x(from + step.change()));
    double width = Math.abs(area.x(from + step.change()) - area.x(from));
    String colour = step.change() < 0 ? Palette.ORANGE : Palette.BLUE;
    area.svg().rect(left, top + 4, Math.max(1, width), ROW - 8, Paint.fill(colour));
    double end = area.x(from + step.change());
    area.svg().line(end, top + ROW - 4, end, top + ROW + 4, Paint.stroke(Palette.MUTED, 1));
    String sign = step.change() > 0 ? "+" : "";
    drawTexts(area, step.label(), sign + Axis.format(step.change()), top, false);
  }

  private static void drawTexts(
      PlotArea area, String name, String value, double top, boolean bold) {
    TextStyle label = TextStyle.of(12, Palette.INK, Anchor.END);
    TextStyle number = TextStyle.of(12, Palette.INK, Anchor.START);
    double base = top + ROW / 2 + 4;
    area.svg()
        .text(area.left() - 10, base, PlotArea.shorten(name, 40), bold ? label.inBold() : label);
    double end = area.left() + area.width() + 8;
    area.svg().text(end, base, value, bold ? number.inBold() : number);
  }
}
