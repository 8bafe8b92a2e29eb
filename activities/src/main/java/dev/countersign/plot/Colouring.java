package dev.countersign.plot;

import dev.countersign.plot.Svg.Anchor;
import dev.countersign.plot.Svg.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A colour for each point of a plot, and what the colours mean.
 *
 * @param heading over the legend, usually a column's name; empty for none
 * @param colours one a point
 * @param legend from top to bottom; empty where every point has the same colour
 */
public record Colouring(String heading, List<String> colours, List<Entry> legend) {
  private static final int TEXTS = 7;
  private static final double LINE = 18;

  public Colouring {
    colours = List.copyOf(colours);
    legend = List.copyOf(legend);
  }

  /** One line of a legend. */
  public record Entry(String colour, String name) {}

  /** The same colour for so many points. */
  public static Colouring none(int points) {
    return new Colouring("", Collections.nCopies(points, Palette.BLUE), List.of());
  }

  /** By rank from blue (low) to orange (high); what is missing is grey. */
  public static Colouring byNumber(String heading, double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    List<String> colours = new ArrayList<>();
    for (double value : values) {
      colours.add(ofHeight(height(sorted, value)));
    }
    List<Entry> legend = new ArrayList<>();
    if (sorted.length > 0) {
      for (double share : new double[] {1, 0.75, 0.5, 0.25, 0}) {
        double value = sorted[(int) Math.round(share * (sorted.length - 1))];
        String number = Axis.format(value);
        if (legend.stream().noneMatch(entry -> entry.name().equals(number))) {
          legend.add(new Entry(ofHeight(height(sorted, value)), number));
        }
      }
    }
    if (sorted.length < values.length) {
      legend.add(new Entry(Palette.MUTED, "missing"));
    }
    return new Colouring(heading, colours, legend);
  }

  /** A colour for each of the commonest texts; the others and what is missing are grey. */
  public static Colouring byText(String heading, @Nullable String[] values) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    List<String> named =
        counts.keySet().stream()
            .sorted(Comparator.comparingInt((String value) -> -counts.getOrDefault(value, 0)))
            .limit(TEXTS)
            .toList();
    List<String> colours = new ArrayList<>();
    boolean others = false;
    for (String value : values) {
      int at = value == null ? -1 : named.indexOf(value);
      colours.add(at < 0 ? Palette.MUTED : Palette.series(at));
      others |= at < 0;
    }
    List<Entry> legend = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      legend.add(new Entry(Palette.series(i), named.get(i)));
    }
    if (others) {
      boolean more = counts.size() > named.size();
      legend.add(new Entry(Palette.MUTED, more ? "another or missing" : "missing"));
    }
    return new Colouring(heading, colours, legend);
  }

  /** Blue at 0, orange at 1, paler towards the middle; NaN is grey. */
  static String ofHeight(double height) {
    if (Double.isNaN(height)) {
      return Palette.MUTED;
    }
    return height < 0.5
        ? Palette.tint(Palette.BLUE, 1 - height)
        : Palette.tint(Palette.ORANGE, height);
  }

  private static double height(double[] sorted, double value) {
    if (Double.isNaN(value) || sorted.length < 2) {
      return Double.NaN;
    }
    int low = first(sorted, value);
    int high = first(sorted, Math.nextUp(value)) - 1;
    return Math.clamp((low + high) / 2.0 / (sorted.length - 1), 0, 1);
  }

  private static int first(double[] sorted, double atLeast) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < atLeast) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Draws heading and legend, one line under the other. */
  void draw(Svg svg, double left, double top) {
    if (legend.isEmpty()) {
      return;
    }
    TextStyle bold = TextStyle.of(12, Palette.INK, Anchor.START).inBold();
    svg.text(left, top, PlotArea.shorten(heading, 28), bold);
    for (int i = 0; i < legend.size(); i++) {
      double y = top + (i + 1) * LINE;
      svg.circle(left + 5, y - 4, 5, Paint.fill(legend.get(i).colour()), null);
      TextStyle style = TextStyle.of(12, Palette.INK, Anchor.START);
      svg.text(left + 18, y, PlotArea.shorten(legend.get(i).name(), 26), style);
    }
  }

  /** How high the legend is, in pixels. */
  double height() {
    return legend.isEmpty() ? 0 : (legend.size() + 1) * LINE;
  }
}
