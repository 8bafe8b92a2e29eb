package dev.countersign.model;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.Optional;

/** Scores rows with a tree ensemble of one output, block by block. */
final class TreeScorer implements Scorer {
  private static final int BLOCK = 2048;

  private final TreeModel model;
  private final Outputs outputs;

  /**
   * @param outputs keeps one number a row; of two classes the ensemble speaks of class 1
   */
  TreeScorer(TreeModel model, Outputs outputs) {
    this.model = model;
    this.outputs = outputs;
  }

  @Override
  public List<String> features() {
    return model.inputs().columns();
  }

  @Override
  public Answers answers(Frame rows) {
    TreeEnsemble trees = model.ensemble();
    double[] out = new double[rows.rows()];
    double[] entry = new double[1];
    for (int from = 0; from < out.length; from += BLOCK) {
      int to = Math.min(out.length, from + BLOCK);
      double[] margins = trees.margins(model.matrix(rows, from, to), to - from);
      for (int row = from; row < to; row++) {
        entry[0] = trees.link().answer(margins[row - from]);
        outputs.keep(entry, row, out, row);
      }
    }
    return outputs.answers(out);
  }

  @Override
  public Optional<TreeModel> trees() {
    return Optional.of(model);
  }

  @Override
  public void close() {}
}
