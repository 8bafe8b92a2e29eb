package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.plot.BeeswarmChart;
import dev.countersign.plot.Colouring;
import dev.countersign.plot.DependenceChart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A column's values against what they contribute, coloured by the column it interacts with. */
final class DependencePlots {
  private static final int VALUES = 20;

  private final ColumnAttributions attributions;
  private final Frame rows;
  private final String label;

  DependencePlots(ColumnAttributions attributions, Frame rows, String unit) {
    this.attributions = attributions;
    this.rows = rows;
    this.label = "contribution to the " + unit;
  }

  String draw(int column) {
    String name = attributions.columns().get(column);
    double[] contributions = attributions.ofColumn(column);
    InteractingColumn other = InteractingColumn.of(attributions, rows, column).orElse(null);
    Colouring colouring = other == null ? Colouring.none(rows.rows()) : colouring(other.name());
    String note = note(other);
    return switch (rows.column(name)) {
      case Frame.Numbers(double[] values) ->
          new DependenceChart(
                  "Contribution of " + name,
                  "One point a row: the column's value and what it contributes. Rows without a"
                      + " value stand apart at the left. "
                      + note,
                  note,
                  name,
                  values,
                  label,
                  contributions,
                  colouring)
              .toSvg();
      case Frame.Texts(@Nullable String[] values) ->
          new BeeswarmChart(
                  "Contribution of " + name,
                  "By value of the column, one point a row: what it contributes. Lines are medians,"
                      + " numbers of rows are in brackets. "
                      + note,
                  note,
                  label,
                  byValue(values, contributions, colouring),
                  colouring)
              .toSvg();
    };
  }

  private Colouring colouring(String column) {
    return switch (rows.column(column)) {
      case Frame.Numbers(double[] values) -> Colouring.byNumber(column, values);
      case Frame.Texts(@Nullable String[] values) -> Colouring.byText(column, values);
    };
  }

  private static String note(@Nullable InteractingColumn other) {
    return other == null
        ? "No other column explains how contributions differ among rows of like value."
        : "Colour: "
            + other.name()
            + ", which explains "
            + Math.round(other.share() * 100)
            + " % of how contributions differ among rows of like value.";
  }

  private static List<BeeswarmChart.Row> byValue(
      @Nullable String[] values, double[] contributions, Colouring colouring) {
    Map<String, List<Integer>> byValue = new TreeMap<>();
    for (int row = 0; row < values.length; row++) {
      String value = values[row] == null ? "(missing)" : values[row];
      byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(row);
    }
    List<Swarm> swarms = new ArrayList<>();
    byValue.forEach((value, members) -> swarms.add(Swarm.of(value, members, contributions)));
    swarms.sort(Comparator.comparingDouble(Swarm::median).reversed());
    return swarms.stream().limit(VALUES).map(swarm -> swarm.row(colouring)).toList();
  }

  private record Swarm(String value, List<Integer> members, double[] contributions, double median) {
    static Swarm of(String value, List<Integer> members, double[] all) {
      double[] own = members.stream().mapToDouble(row -> all[row]).toArray();
      double[] sorted = IntStream.range(0, own.length).mapToDouble(i -> own[i]).sorted().toArray();
      return new Swarm(value, members, own, sorted[(sorted.length - 1) / 2]);
    }

    BeeswarmChart.Row row(Colouring colouring) {
      List<String> colours = members.stream().map(row -> colouring.colours().get(row)).toList();
      String label = value + " (" + members.size() + ")";
      return new BeeswarmChart.Row(label, contributions, colours, median);
    }
  }
}
