package dev.countersign.evaluation;

import java.util.function.UnaryOperator;

/**
 * What a release and what serves now said about the same rows, in the same order.
 *
 * @param release what the release said
 * @param serving what serves now said
 */
record Paired<T>(T release, T serving) {

  /** The same of both, for example a selection of rows. */
  Paired<T> each(UnaryOperator<T> part) {
    return new Paired<>(part.apply(release), part.apply(serving));
  }
}
