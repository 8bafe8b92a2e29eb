package dev.countersign.model;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.Optional;

/** A model that can be asked. Safe for use by several threads at once. */
public interface Scorer extends AutoCloseable {

  /** Columns it needs, in its own order. */
  List<String> features();

  /**
   * Asks about rows.
   *
   * @param rows has at least the columns of {@link #features()}
   * @return one answer a row, in the shape of the model's task
   * @throws ModelException if a column is missing or of the wrong type, or an answer is none of
   *     this task; it names the row or the column
   */
  Answers answers(Frame rows);

  /**
   * The scores of {@link #answers}: per row the number that decides favourably at or above the
   * row's threshold; of a model of two classes the probability of the favourable one, in [0, 1].
   */
  default double[] favourable(Frame rows) {
    return answers(rows).scores();
  }

  /**
   * The model as a tree ensemble of what is {@link Answers#explained}, where it is one and its file
   * says enough to explain it.
   */
  default Optional<TreeModel> trees() {
    return Optional.empty();
  }

  @Override
  void close();
}
