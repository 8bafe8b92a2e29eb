package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Oracle;
import dev.countersign.data.Frame;
import dev.countersign.model.InputColumns.Source;
import dev.countersign.model.Probabilities;
import dev.countersign.model.TreeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Answers about points by the trees read from a model's file. A point goes straight into the trees'
 * inputs: no row is written, no runtime is called.
 */
final class TreeOracle implements Oracle {

  /** Where a coordinate of a point goes. */
  private sealed interface Wire {
    int coordinate();

    /** A number that is an input as it stands. */
    record Straight(int coordinate, int input) implements Wire {}

    /**
     * A category that several inputs speak of.
     *
     * @param values per category the inputs' values
     */
    record Category(int coordinate, int[] inputs, double[][] values) implements Wire {}
  }

  private final TreeModel trees;
  private final double[] ownInputs;
  private final double[] own;
  private final List<Wire> wires;

  private TreeOracle(TreeModel trees, double[] ownInputs, double[] own, List<Wire> wires) {
    this.trees = trees;
    this.ownInputs = ownInputs;
    this.own = own;
    this.wires = List.copyOf(wires);
  }

  /**
   * For points around one row; nothing where a number is read as a category.
   *
   * @param row the row, alone in its frame
   * @param own the same as a point
   */
  static Optional<TreeOracle> around(
      TreeModel trees, FeatureSchema schema, Frame row, double[] own) {
    List<Source> sources = trees.inputs().sources();
    List<Wire> wires = new ArrayList<>();
    for (int f : schema.movable(own)) {
      Feature feature = schema.features().get(f);
      int[] inputs =
          IntStream.range(0, sources.size())
              .filter(input -> feature.columns().contains(sources.get(input).column()))
              .toArray();
      switch (feature) {
        case Feature.Numeric number -> {
          for (int input : inputs) {
            if (!(sources.get(input) instanceof Source.Numeric)) {
              return Optional.empty();
            }
            wires.add(new Wire.Straight(f, input));
          }
        }
        case Feature.Categorical category ->
            wires.add(category(trees, schema, row, own, f, category.categories(), inputs));
        case Feature.OneHot hot ->
            wires.add(category(trees, schema, row, own, f, hot.categories(), inputs));
      }
    }
    return Optional.of(new TreeOracle(trees, trees.matrix(row, 0, 1), own, wires));
  }

  /** What the inputs are for each category, seen by writing a row of each. */
  private static Wire category(
      TreeModel trees,
      FeatureSchema schema,
      Frame row,
      double[] own,
      int coordinate,
      int categories,
      int[] inputs) {
    List<double[]> points = new ArrayList<>();
    for (int category = 0; category < categories; category++) {
      double[] point = own.clone();
      point[coordinate] = category;
      points.add(point);
    }
    Frame rows = schema.decode(row, own, points);
    double[] matrix = trees.matrix(rows, 0, categories);
    int width = trees.ensemble().features().size();
    double[][] values = new double[categories][inputs.length];
    for (int category = 0; category < categories; category++) {
      for (int i = 0; i < inputs.length; i++) {
        values[category][i] = matrix[category * width + inputs[i]];
      }
    }
    return new Wire.Category(coordinate, inputs, values);
  }

  @Override
  public double[] scores(List<double[]> points) {
    int width = ownInputs.length;
    double[] inputs = new double[points.size() * width];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(ownInputs, 0, inputs, i * width, width);
      for (Wire wire : wires) {
        connect(wire, points.get(i)[wire.coordinate()], inputs, i * width);
      }
    }
    double[] scores = trees.ensemble().margins(inputs, points.size());
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Probabilities.checked(trees.ensemble().link().answer(scores[i]), i);
    }
    return scores;
  }

  private void connect(Wire wire, double value, double[] inputs, int from) {
    switch (wire) {
      case Wire.Straight(int coordinate, int input) ->
          inputs[from + input] =
              value == own[coordinate]
                  ? ownInputs[input]
                  : trees.ensemble().single() ? (float) value : value;
      case Wire.Category(int coordinate, int[] into, double[][] values) -> {
        for (int i = 0; i < into.length; i++) {
          inputs[from + into[i]] = values[(int) value][i];
        }
      }
    }
  }
}
