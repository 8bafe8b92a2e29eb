package dev.countersign.boosting;

import dev.countersign.data.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers a model can learn from, out of columns of any type, always the same for the same rows.
 * Columns keep their order. A column of numbers stays one input, missing values NaN. A column of
 * texts becomes one input a value found in the training rows, values in code-point order, named
 * {@code column=value}: 1 where the row holds it, else 0, so that a missing or later unseen value
 * is 0 in all. The names alone say how to encode a row, for us and for any other library.
 *
 * @param names names of the inputs
 * @param values row-major, {@code rows × names.size()}
 */
public record OneHot(List<String> names, float[] values) {
  /** More values than this in one column of texts are refused. */
  public static final int MAX_VALUES = 256;

  /**
   * Encodes rows.
   *
   * @throws BoostingException if every column is empty, one holds too many texts, two inputs would
   *     share a name, or the matrix is too large
   */
  public static OneHot encode(Frame rows) {
    List<String> names = new ArrayList<>();
    List<float[]> inputs = new ArrayList<>();
    for (String name : rows.names()) {
      switch (rows.column(name)) {
        case Frame.Numbers(double[] values) -> {
          names.add(name);
          inputs.add(floats(values));
        }
        case Frame.Texts(@Nullable String[] values) -> {
          for (String value : distinct(name, values)) {
            names.add(name + "=" + value);
            inputs.add(indicator(values, value));
          }
        }
      }
    }
    if (names.isEmpty()) {
      throw new BoostingException("Every column is empty in the training rows; nothing to learn.");
    }
    if (names.stream().distinct().count() != names.size()) {
      throw new BoostingException(
          "Two inputs would have the same name, as a column is named like column=value of another. "
              + "Rename one.");
    }
    return new OneHot(List.copyOf(names), rowMajor(inputs, rows.rows()));
  }

  /** Some of the rows, by index. */
  public OneHot select(int[] rows) {
    int width = names.size();
    float[] selected = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return new OneHot(names, selected);
  }

  private static TreeSet<String> distinct(String name, @Nullable String[] values) {
    TreeSet<String> distinct = new TreeSet<>();
    for (String value : values) {
      if (value != null && distinct.add(value) && distinct.size() > MAX_VALUES) {
        throw new BoostingException(
            "Column "
                + name
                + " holds more than "
                + MAX_VALUES
                + " different texts, too many to learn from. Exclude it under data.features, or"
                + " group its values.");
      }
    }
    return distinct;
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int row = 0; row < out.length; row++) {
      out[row] = (float) values[row];
    }
    return out;
  }

  private static float[] indicator(@Nullable String[] values, String value) {
    float[] out = new float[values.length];
    for (int row = 0; row < out.length; row++) {
      out[row] = value.equals(values[row]) ? 1 : 0;
    }
    return out;
  }

  private static float[] rowMajor(List<float[]> inputs, int rows) {
    if ((long) rows * inputs.size() > Integer.MAX_VALUE - 16) {
      throw new BoostingException(
          rows
              + " rows of "
              + inputs.size()
              + " inputs do not fit in memory here. Train by a command.");
    }
    float[] out = new float[rows * inputs.size()];
    for (int input = 0; input < inputs.size(); input++) {
      float[] values = inputs.get(input);
      for (int row = 0; row < rows; row++) {
        out[row * inputs.size() + input] = values[row];
      }
    }
    return out;
  }
}
