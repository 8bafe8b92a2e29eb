package dev.countersign.model;

import dev.countersign.data.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a model's numeric inputs are read from the columns of the data. A model that stores names is
 * matched by them, whatever the order of the columns; one that stores none takes the columns in the
 * order given. An input named {@code column=value} that is no column itself is an indicator: 1
 * where the column holds that value, else 0, a missing value included.
 */
public final class InputColumns {

  /** Where one input comes from. */
  public sealed interface Source {
    /** The column read. */
    String column();

    /** The column's number; NaN where it is missing. */
    record Numeric(String column) implements Source {}

    /** Whether the column holds {@code value}: 1 or 0. */
    record Indicator(String column, String value) implements Source {}

    /**
     * The place of the column's value among the categories the model was trained on; NaN where it
     * is missing.
     *
     * @param refusesUnseen whether a value that is none of them is refused; else it is missing
     */
    record Coded(String column, List<String> categories, boolean refusesUnseen) implements Source {
      public Coded {
        categories = List.copyOf(categories);
      }
    }
  }

  private final List<Source> sources;
  private final List<String> columns;

  private InputColumns(List<Source> sources) {
    this.sources = List.copyOf(sources);
    Set<String> distinct = new LinkedHashSet<>();
    sources.forEach(source -> distinct.add(source.column()));
    this.columns = List.copyOf(distinct);
  }

  /**
   * Matches a model's inputs to columns.
   *
   * @param inputs the model's inputs in its order
   * @param named whether these are names the model stores
   * @param order the columns a model may see, in the order it is to see them
   * @throws ModelException if an input has no column, or there are too few or too many columns for
   *     a model without names
   */
  public static InputColumns match(List<String> inputs, boolean named, List<String> order) {
    if (!named) {
      if (inputs.size() != order.size()) {
        throw new ModelException(
            "The model stores no feature names and takes "
                + inputs.size()
                + " inputs, but the manifest gives "
                + order.size()
                + " features. Name exactly its inputs, in its order, under data.features.include.");
      }
      return new InputColumns(order.stream().<Source>map(Source.Numeric::new).toList());
    }
    List<Source> sources = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String input : inputs) {
      Source source = source(input, order);
      if (source == null) {
        missing.add(input);
      } else {
        sources.add(source);
      }
    }
    if (!missing.isEmpty()) {
      throw new ModelException(
          "The model needs "
              + missing.stream().limit(10).collect(Collectors.joining(", "))
              + (missing.size() > 10 ? " and " + (missing.size() - 10) + " more" : "")
              + ", but these are no features of this release. Add the columns to the data, or allow"
              + " them under data.features.");
    }
    return new InputColumns(sources);
  }

  private static @Nullable Source source(String input, List<String> order) {
    if (order.contains(input)) {
      return new Source.Numeric(input);
    }
    for (int at = input.indexOf('='); at > 0; at = input.indexOf('=', at + 1)) {
      if (order.contains(input.substring(0, at))) {
        return new Source.Indicator(input.substring(0, at), input.substring(at + 1));
      }
    }
    // LightGBM writes blanks in names as underscores.
    return order.stream()
        .filter(column -> column.replaceAll("\\s", "_").equals(input))
        .findFirst()
        .map(Source.Numeric::new)
        .orElse(null);
  }

  /** The same, with inputs that are codes read from the categories they stand for. */
  InputColumns withCategories(
      List<String> inputs, Map<String, List<String>> categories, boolean refusesUnseen) {
    List<Source> coded = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<String> known = categories.get(inputs.get(i));
      Source source = sources.get(i);
      coded.add(known == null ? source : new Source.Coded(source.column(), known, refusesUnseen));
    }
    return new InputColumns(coded);
  }

  /** Per input of the model, where it comes from. */
  public List<Source> sources() {
    return Collections.unmodifiableList(sources);
  }

  /** The columns read, each once. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Reads rows {@code from} to {@code to} (exclusive) into a row-major matrix.
   *
   * @param single whether to round to 32-bit numbers, as the model does
   * @return {@code (to - from) × inputs} numbers
   * @throws ModelException if a column is missing or holds texts where numbers are needed
   */
  public double[] matrix(Frame rows, int from, int to, boolean single) {
    int width = sources.size();
    double[] out = new double[(to - from) * width];
    for (int input = 0; input < width; input++) {
      fill(sources.get(input), rows, from, to, out, input);
    }
    if (single) {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) out[i];
      }
    }
    return out;
  }

  private void fill(Source source, Frame rows, int from, int to, double[] out, int input) {
    int width = sources.size();
    Frame.Column column = column(rows, source.column());
    switch (source) {
      case Source.Numeric(String name) -> {
        if (!(column instanceof Frame.Numbers(double[] values))) {
          throw new ModelException(
              "The model needs numbers in column "
                  + name
                  + ", which holds texts. Encode it as the model was trained, or bring a model that"
                  + " takes texts.");
        }
        for (int row = from; row < to; row++) {
          out[(row - from) * width + input] = values[row];
        }
      }
      case Source.Indicator(String name, String value) -> {
        for (int row = from; row < to; row++) {
          out[(row - from) * width + input] = value.equals(text(column, row)) ? 1 : 0;
        }
      }
      case Source.Coded coded -> {
        Codes codes = new Codes(coded, column);
        for (int row = from; row < to; row++) {
          out[(row - from) * width + input] = codes.of(row);
        }
      }
    }
  }

  static Frame.Column column(Frame rows, String name) {
    try {
      return rows.column(name);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "The model needs column " + name + ", which the rows don't have: " + rows.names(), e);
    }
  }

  /** A cell as text, whole numbers without a fraction; null where it is missing. */
  static @Nullable String text(Frame.Column column, int row) {
    return switch (column) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers(double[] values) ->
          Double.isNaN(values[row]) ? null : NamedTrees.category(values[row]);
    };
  }
}
