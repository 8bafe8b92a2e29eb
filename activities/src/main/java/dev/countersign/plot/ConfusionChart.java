package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.Arrays;
import java.util.List;

/**
 * One table of labels against what was said of them per group, side by side. Each cell is shaded by
 * its share of its label's row, so that groups of different size compare.
 *
 * @param title what it shows
 * @param description what a reader who can't see it must know
 * @param said what the columns are, in a word: {@code decided}, {@code predicted}
 * @param labels names of the lines
 * @param answers names of the columns: the labels, then whatever else may be said
 * @param panels one a group
 */
public record ConfusionChart(
    String title,
    String description,
    String said,
    List<String> labels,
    List<String> answers,
    List<Panel> panels) {

  private static final double WIDEST = 84;
  private static final double NARROWEST = 36;
  private static final double TABLE = 260;
  private static final double PICTURE = 760;
  private static final double LEFT = 44;
  private static final double TOP = 56;

  public ConfusionChart {
    labels = List.copyOf(labels);
    answers = List.copyOf(answers);
    panels = List.copyOf(panels);
  }

  /**
   * One group's table.
   *
   * @param counts rows by label, then by answer; not copied: treat as read-only
   */
  public record Panel(String group, long[][] counts) {}

  private double cell() {
    return Math.clamp(TABLE / Math.max(1, answers.size()), NARROWEST, WIDEST);
  }

  /** The chart as SVG. */
  public String toSvg() {
    double panelWidth = answers.size() * cell() + LEFT + 32;
    double panelHeight = labels.size() * cell() + TOP + 36;
    int most = Math.max(1, (int) (PICTURE / panelWidth));
    int columns = Math.clamp(panels.size(), 1, most);
    int lines = Math.ceilDiv(Math.max(1, panels.size()), columns);
    double width = Math.max(420, 16 + columns * panelWidth);
    Svg svg = new Svg(width, 44 + lines * panelHeight, title, description);
    PlotArea.drawTitle(svg, title);
    for (int i = 0; i < panels.size(); i++) {
      double left = 16 + i % columns * panelWidth;
      double top = 44 + Math.floorDiv(i, columns) * panelHeight;
      drawPanel(svg, panels.get(i), left, top);
    }
    return svg.toXml();
  }

  private void drawPanel(Svg svg, Panel panel, double left, double top) {
    TextStyle small = TextStyle.of(11, Palette.MUTED, Anchor.MIDDLE);
    String group = PlotArea.shorten(panel.group(), 30);
    svg.text(left, top + 14, group, TextStyle.of(13, Palette.INK, Anchor.START).inBold());
    double cell = cell();
    double x = left + LEFT;
    double y = top + TOP;
    int fits = (int) (cell / 6);
    svg.text(x + answers.size() * cell / 2, y - 20, said, small);
    svg.text(x - 22, y + labels.size() * cell / 2, "label", small.rotated(-90));
    for (int answer = 0; answer < answers.size(); answer++) {
      String name = PlotArea.shorten(answers.get(answer), fits);
      svg.text(x + cell * (answer + 0.5), y - 6, name, small);
    }
    for (int label = 0; label < labels.size(); label++) {
      double middle = y + cell * (label + 0.5);
      svg.text(x - 8, middle, PlotArea.shorten(labels.get(label), fits), small.rotated(-90));
      drawLine(svg, x, y + cell * label, label, panel.counts()[label]);
    }
  }

  private void drawLine(Svg svg, double x, double y, int label, long[] counts) {
    long of = Arrays.stream(counts).sum();
    for (int answer = 0; answer < counts.length; answer++) {
      drawCell(svg, x + cell() * answer, y, counts[answer], of, answer == label);
    }
  }

  private void drawCell(Svg svg, double x, double y, long count, long of, boolean right) {
    double share = of == 0 ? 0 : (double) count / of;
    String colour = Palette.tint(right ? Palette.BLUE : Palette.ORANGE, 0.08 + 0.62 * share);
    double cell = cell();
    svg.rect(x, y, cell, cell, Paint.fill(colour).withStroke(Palette.PAPER, 2));
    double middle = x + cell / 2;
    String rows = Long.toString(count);
    double size = Math.min(cell > 60 ? 16 : 12, (cell - 4) / (0.62 * rows.length()));
    svg.text(middle, y + cell / 2, rows, TextStyle.of(size, Palette.INK, Anchor.MIDDLE).inBold());
    String percent = of == 0 ? "no rows" : Math.round(share * 1000) / 10.0 + " %";
    double smaller = cell > 50 ? 11 : 9;
    double below = y + cell / 2 + (cell > 60 ? 18 : 12);
    svg.text(middle, below, percent, TextStyle.of(smaller, Palette.INK, Anchor.MIDDLE));
  }
}
