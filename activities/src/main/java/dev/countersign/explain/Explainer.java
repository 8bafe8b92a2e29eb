package dev.countersign.explain;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** The values of {@link #explain} split over pairs, where the method knows how. */
  default Optional<Interactions> interactions(Frame rows) {
    return Optional.empty();
  }

  /** The model's own answer for each row, in {@link #space()}. */
  double[] answers(Frame rows);

  /**
   * What a number in {@link #space()} means: a probability of the favourable class, or a predicted
   * number.
   */
  double answer(double explained);

  /**
   * An input of the model.
   *
   * @param name what the explanation calls it: a column, or {@code column=value} for an indicator
   * @param column the column of the data it is read from
   * @param indicated for an indicator the value it asks for; null when it is the column itself
   */
  record Input(String name, String column, @Nullable String indicated) {
    static Input of(String column) {
      return new Input(column, column, null);
    }
  }
}
