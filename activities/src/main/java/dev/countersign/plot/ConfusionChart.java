package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.List;

/**
 * One two-by-two table of labels against decisions per group, side by side. Each cell is shaded by
 * its share of its label's row, so that groups of different size compare.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param panels one a group
 */
public record ConfusionChart(String title, String description, List<Panel> panels) {

  private static final double CELL = 84;
  private static final double PANEL = 2 * CELL + 76;
  private static final double PANEL_HEIGHT = 2 * CELL + 78;
  private static final int COLUMNS = 3;

  public ConfusionChart {
    panels = List.copyOf(panels);
  }

  /**
   * One group's table.
   *
   * @param truePositive favourable label, favourable decision
   * @param falseNegative favourable label, unfavourable decision
   * @param falsePositive unfavourable label, favourable decision
   * @param trueNegative unfavourable label, unfavourable decision
   */
  public record Panel(
      String group, long truePositive, long falseNegative, long falsePositive, long trueNegative) {}

  /** The chart as SVG. */
  public String toSvg() {
    int columns = Math.clamp(panels.size(), 1, COLUMNS);
    int lines = Math.ceilDiv(Math.max(1, panels.size()), COLUMNS);
    double width = Math.max(420, 16 + columns * PANEL);
    Svg svg = new Svg(width, 44 + lines * PANEL_HEIGHT, title, description);
    PlotArea.drawTitle(svg, title);
    for (int i = 0; i < panels.size(); i++) {
      double left = 16 + i % COLUMNS * PANEL;
      double top = 44 + Math.floorDiv(i, COLUMNS) * PANEL_HEIGHT;
      drawPanel(svg, panels.get(i), left, top);
    }
    return svg.toXml();
  }

  private static void drawPanel(Svg svg, Panel panel, double left, double top) {
    TextStyle small = TextStyle.of(11, Palette.MUTED, Anchor.MIDDLE);
    String group = PlotArea.shorten(panel.group(), 30);
    svg.text(left, top + 14, group, TextStyle.of(13, Palette.INK, Anchor.START).inBold());
    double x = left + 44;
    double y = top + 42;
    svg.text(x + CELL / 2, y - 6, "decided good", small);
    svg.text(x + CELL * 1.5, y - 6, "decided bad", small);
    svg.text(x - 8, y + CELL / 2, "good", small.rotated(-90));
    svg.text(x - 8, y + CELL * 1.5, "bad", small.rotated(-90));
    drawRow(svg, x, y, panel.truePositive(), panel.falseNegative(), true);
    drawRow(svg, x, y + CELL, panel.falsePositive(), panel.trueNegative(), false);
  }

  private static void drawRow(
      Svg svg, double x, double y, long decidedGood, long decidedBad, boolean labelledGood) {
    long of = decidedGood + decidedBad;
    drawCell(svg, x, y, decidedGood, of, labelledGood);
    drawCell(svg, x + CELL, y, decidedBad, of, !labelledGood);
  }

  private static void drawCell(Svg svg, double x, double y, long count, long of, boolean right) {
    double share = of == 0 ? 0 : (double) count / of;
    String colour = Palette.tint(right ? Palette.BLUE : Palette.ORANGE, 0.08 + 0.62 * share);
    Paint paint = Paint.fill(colour).withStroke(Palette.PAPER, 2);
    svg.rect(x, y, CELL, CELL, paint);
    double middle = x + CELL / 2;
    TextStyle number = TextStyle.of(16, Palette.INK, Anchor.MIDDLE).inBold();
    svg.text(middle, y + CELL / 2, Long.toString(count), number);
    String percent = of == 0 ? "no rows" : Math.round(share * 1000) / 10.0 + " %";
    TextStyle small = TextStyle.of(11, Palette.INK, Anchor.MIDDLE);
    svg.text(middle, y + CELL / 2 + 18, percent, small);
  }
}
