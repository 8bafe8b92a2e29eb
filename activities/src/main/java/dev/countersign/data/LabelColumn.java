package dev.countersign.data;

import dev.countersign.manifest.DataSpec.Label;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The label's own values of some rows.
 *
 * @param label what the manifest says of it
 * @param column one value a row
 */
public record LabelColumn(Label label, Frame.Column column) {

  /** Brings the labels of rows into memory. */
  public static LabelColumn of(Dataset data, RowSet rows) {
    Label label = data.label();
    return new LabelColumn(label, data.frame(rows, List.of(label.column())).column(label.column()));
  }

  /**
   * The labels of a regression.
   *
   * @throws IllegalStateException if they are texts, which the data is refused for when it is
   *     opened
   */
  public double[] numbers() {
    return switch (column) {
      case Frame.Numbers(double[] values) -> values;
      case Frame.Texts texts -> throw new IllegalStateException("labels are texts");
    };
  }

  /** The favourable value as {@link #text} writes it. */
  public String favourable() {
    return written(label.favourable());
  }

  /** A value of the manifest as {@link #text} would write it. */
  private String written(String value) {
    return switch (column) {
      case Frame.Texts texts -> value;
      case Frame.Numbers numbers -> text(Double.parseDouble(value));
    };
  }

  /** The classes that the manifest names, in its order; else those of the rows, sorted. */
  public List<String> classes() {
    List<String> named = label.classes();
    if (named != null) {
      return named.stream().map(this::written).toList();
    }
    Set<String> known = new TreeSet<>(Set.of(favourable()));
    for (int row = 0; row < rows(); row++) {
      String value = text(column, row);
      if (value != null) {
        known.add(value);
      }
    }
    return List.copyOf(known);
  }

  /**
   * Per row its class, as an index into these names.
   *
   * @throws DataException if a row has another
   */
  public int[] indices(List<String> names) {
    int[] actual = new int[rows()];
    for (int row = 0; row < actual.length; row++) {
      String value = text(column, row);
      actual[row] = names.indexOf(value);
      if (actual[row] < 0) {
        throw new DataException(
            "data.label.classes names %s, but row %d of those used here is of %s"
                    .formatted(names, row, value)
                + ". Name every value of the label");
      }
    }
    return actual;
  }

  /** How many labels there are. */
  public int rows() {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> values.length;
      case Frame.Numbers(double[] values) -> values.length;
    };
  }

  /** A cell as a class is written: whole numbers without a fraction; null where it is missing. */
  public static @Nullable String text(Frame.Column column, int row) {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers(double[] values) -> Double.isNaN(values[row]) ? null : text(values[row]);
    };
  }

  /** A number as a class is written. */
  static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
