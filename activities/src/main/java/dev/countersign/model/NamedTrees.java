package dev.countersign.model;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ensembles as read from a file.
 *
 * @param outputs one ensemble an output, all of the same features; without stored names those are
 *     named {@code f0}, {@code f1} …. Several are of as many classes, whose probabilities are the
 *     softmax of the margins
 * @param named whether the file stores the names of its inputs
 * @param categories by input name, the categories whose places in the list the model takes as
 *     codes, where the file states them
 * @param refusesUnseen whether the library refuses a category it has not seen; else it is missing
 */
record NamedTrees(
    List<TreeEnsemble> outputs,
    boolean named,
    Map<String, List<String>> categories,
    boolean refusesUnseen) {
  static final int MAX_INPUTS = 100_000;

  NamedTrees {
    outputs = List.copyOf(outputs);
    categories = Map.copyOf(categories);
  }

  /** The features of every ensemble. */
  List<String> features() {
    return outputs.getFirst().features();
  }

  /** Names for inputs that have none. */
  static List<String> byPosition(int inputs) {
    if (inputs < 1 || inputs > MAX_INPUTS) {
      throw new ModelException(
          "The model takes " + inputs + " inputs; 1 to " + MAX_INPUTS + " are allowed.");
    }
    return IntStream.range(0, inputs).mapToObj(i -> "f" + i).toList();
  }

  /** A numeric category as texts of columns show it: whole numbers without a fraction. */
  static String category(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
