package dev.countersign.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory, column by column. Every column has the same number of rows, in the order of the
 * source.
 */
public final class Frame {

  /** One column. */
  public sealed interface Column {
    /** How many rows. */
    int size();
  }

  /** Numbers; a missing value is NaN. The array is not copied: treat it as read-only. */
  public record Numbers(double[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** Texts; a missing value is null. The array is not copied: treat it as read-only. */
  public record Texts(@Nullable String[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  private final Map<String, Column> columns;
  private final int rows;

  /**
   * Makes a frame.
   *
   * @throws IllegalArgumentException if there is no column or their sizes differ
   */
  public Frame(Map<String, ? extends Column> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a frame needs at least one column");
    }
    this.columns = new LinkedHashMap<>(columns);
    this.rows = columns.values().iterator().next().size();
    columns.forEach(
        (name, column) -> {
          if (column.size() != rows) {
            throw new IllegalArgumentException(
                "column " + name + " has " + column.size() + " rows, not " + rows);
          }
        });
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Column names in order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /**
   * A column by name.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException("no column " + name + "; there are " + columns.keySet());
    }
    return column;
  }

  /**
   * A numeric column's values.
   *
   * @throws IllegalArgumentException if there is no such column or it holds texts
   */
  public double[] numbers(String name) {
    return switch (column(name)) {
      case Numbers numbers -> numbers.values();
      case Texts texts ->
          throw new IllegalArgumentException("column " + name + " holds texts, not numbers");
    };
  }

  /** The rows at these indices, in this order; an index may repeat. */
  public Frame select(int[] rowIndices) {
    Map<String, Column> selected = new LinkedHashMap<>();
    columns.forEach(
        (name, column) ->
            selected.put(
                name,
                switch (column) {
                  case Numbers(double[] values) -> {
                    double[] out = new double[rowIndices.length];
                    for (int i = 0; i < out.length; i++) {
                      out[i] = values[rowIndices[i]];
                    }
                    yield new Numbers(out);
                  }
                  case Texts(@Nullable String[] values) -> {
                    @Nullable String[] out = new String[rowIndices.length];
                    for (int i = 0; i < out.length; i++) {
                      out[i] = values[rowIndices[i]];
                    }
                    yield new Texts(out);
                  }
                }));
    return new Frame(selected);
  }
}
