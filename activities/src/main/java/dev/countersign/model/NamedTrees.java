package dev.countersign.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An ensemble as read from a file.
 *
 * @param trees the ensemble; without stored names its features are named {@code f0}, {@code f1} …
 * @param named whether the file stores the names of its inputs
 */
record NamedTrees(TreeEnsemble trees, boolean named) {
  static final int MAX_INPUTS = 100_000;

  /** Names for inputs that have none. */
  static List<String> byPosition(int inputs) {
    if (inputs < 1 || inputs > MAX_INPUTS) {
      throw new ModelException(
          "The model takes " + inputs + " inputs; 1 to " + MAX_INPUTS + " are allowed.");
    }
    return IntStream.range(0, inputs).mapToObj(i -> "f" + i).toList();
  }
}
