package dev.countersign.model;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.Optional;

/** A model that can be asked. Safe for use by several threads at once. */
public interface Scorer extends AutoCloseable {

  /** Columns it needs, in its own order. */
  List<String> features();

  /**
   * Scores rows.
   *
   * @param rows has at least the columns of {@link #features()}
   * @return per row the probability of the favourable class, in [0, 1]
   * @throws ModelException if a column is missing or of the wrong type, or an answer is not a
   *     probability; it names the row or the column
   */
  double[] favourable(Frame rows);

  /** The model as a tree ensemble, where it is one and its file says enough to explain it. */
  default Optional<TreeModel> trees() {
    return Optional.empty();
  }

  @Override
  void close();
}
