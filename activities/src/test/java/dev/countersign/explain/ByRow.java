package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** A model given by a formula of one row. */
record ByRow(List<String> features, ToDoubleBiFunction<Frame, Integer> formula) implements Scorer {
  @Override
  public Answers answers(Frame rows) {
    double[] out = new double[rows.rows()];
    for (int row = 0; row < out.length; row++) {
      out[row] = formula.applyAsDouble(rows, row);
    }
    return new Answers.Probabilities(out);
  }

  @Override
  public void close() {}
}
