package dev.countersign.adversarial;

import dev.countersign.data.Frame;
import dev.countersign.model.InputColumns.Source;
import dev.countersign.model.TreeModel;
import java.util.stream.IntStream;

/**
 * All inputs that rows within a distance of one row can give a tree ensemble: per input an
 * interval, ends included. It may hold inputs that no row has (relations between numbers and whole
 * one-hot encodings are not kept), never fewer than there are.
 *
 * @param low per input; the row's own where the input can't move, NaN included
 * @param high per input; as {@code low} where the input can't move
 */
record InputBox(double[] low, double[] high) {

  /** The box around a row, alone in its frame: no coordinate moves farther than the distance. */
  static InputBox around(TreeModel trees, FeatureSchema schema, Frame row, double distance) {
    double[] low = trees.matrix(row, 0, 1);
    double[] high = low.clone();
    double[] own = schema.encode(row)[0];
    for (int f : schema.movable(own)) {
      Feature feature = schema.features().get(f);
      for (int input = 0; input < low.length; input++) {
        Source source = trees.inputs().sources().get(input);
        if (feature.columns().contains(source.column())) {
          widen(feature, source, own[f], distance, input, low, high);
        }
      }
    }
    if (trees.ensemble().single()) {
      for (int input = 0; input < low.length; input++) {
        low[input] = (float) low[input];
        high[input] = (float) high[input];
      }
    }
    return new InputBox(low, high);
  }

  private static void widen(
      Feature feature,
      Source source,
      double own,
      double distance,
      int input,
      double[] low,
      double[] high) {
    switch (feature) {
      case Feature.Numeric number when source instanceof Source.Numeric -> {
        double least = Math.max(own - distance * number.unit(), number.lowest(own));
        double most = Math.min(own + distance * number.unit(), number.highest(own));
        low[input] = number.integer() ? Math.min(own, Math.ceil(least)) : least;
        high[input] = number.integer() ? Math.max(own, Math.floor(most)) : most;
      }
      case Feature.Numeric number -> free(source, input, low, high);
      case Feature.Categorical category when distance >= category.cost() ->
          free(source, input, low, high);
      case Feature.OneHot hot when distance >= hot.cost() -> {
        low[input] = 0;
        high[input] = 1;
      }
      case Feature.Categorical category -> {}
      case Feature.OneHot hot -> {}
    }
  }

  /** A category, or a number read as one: an indicator is 0 or 1, a code is any. */
  private static void free(Source source, int input, double[] low, double[] high) {
    boolean indicator = source instanceof Source.Indicator;
    low[input] = indicator ? 0 : Double.NEGATIVE_INFINITY;
    high[input] = indicator ? 1 : Double.POSITIVE_INFINITY;
  }

  /** The inputs that are not the row's own all over the box. */
  int[] moving() {
    return IntStream.range(0, low.length).filter(input -> !isFixed(input)).toArray();
  }

  /** Whether the input is the row's own all over the box. */
  boolean isFixed(int input) {
    return Double.isNaN(low[input]) || low[input] == high[input];
  }
}
