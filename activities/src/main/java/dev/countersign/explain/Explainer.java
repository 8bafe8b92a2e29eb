package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.List;

/** Explains one model. Safe for use by several threads at once; the model must stay open. */
public interface Explainer {

  /** The inputs that get a contribution each, in the model's order. */
  List<Input> inputs();

  /** What base and contributions add up to. */
  Space space();

  /** How contributions are computed, in words for people. */
  String method();

  /** Shapley values of each row. */
  Attributions explain(Frame rows);

  /** The model's own answer for each row, in {@link #space()}. */
  double[] answers(Frame rows);

  /**
   * An input of the model.
   *
   * @param name what the explanation calls it: a column, or {@code column=value} for an indicator
   * @param column the column of the data it is read from
   */
  record Input(String name, String column) {}
}
