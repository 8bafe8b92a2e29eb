package dev.countersign.plot;

import java.util.List;

/**
 * Bars as high as a line of text, without axes, to stand in a table. For distributions.
 *
 * @param title what it shows, read out by screen readers
 * @param shares heights from left to right, not negative; the largest fills the height
 */
public record Sparkline(String title, List<Double> shares) {
  private static final int WIDTH = 80;
  private static final int HEIGHT = 20;

  public Sparkline {
    shares = List.copyOf(shares);
  }

  /** The picture as SVG; only presentation attributes are used. */
  public String toSvg() {
    double most = shares.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double step = (double) WIDTH / Math.max(1, shares.size());
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < shares.size(); i++) {
      double height = most == 0 ? 0 : shares.get(i) / most * HEIGHT;
      if (height > 0) {
        String width = Svg.number(step - 1);
        path.append('M').append(Svg.number(i * step)).append(' ').append(HEIGHT);
        path.append('v').append(Svg.number(-Math.max(1, height))).append('h').append(width);
        path.append('V').append(HEIGHT).append('z');
      }
    }
    return ("<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">"
            + "<path fill=\"%s\" d=\"%s\"/></svg>")
        .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, Svg.escape(title), Palette.BLUE, path);
  }
}
