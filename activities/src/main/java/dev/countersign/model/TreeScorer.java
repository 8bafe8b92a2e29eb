package dev.countersign.model;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.Optional;

/** Scores rows with a tree ensemble, block by block. */
final class TreeScorer implements Scorer {
  private static final int BLOCK = 2048;

  private final TreeModel model;

  TreeScorer(TreeModel model) {
    this.model = model;
  }

  @Override
  public List<String> features() {
    return model.inputs().columns();
  }

  @Override
  public double[] favourable(Frame rows) {
    TreeEnsemble trees = model.ensemble();
    int width = trees.features().size();
    double[] out = new double[rows.rows()];
    for (int from = 0; from < out.length; from += BLOCK) {
      int to = Math.min(out.length, from + BLOCK);
      double[] inputs = model.matrix(rows, from, to);
      for (int row = from; row < to; row++) {
        double margin = trees.margin(inputs, (row - from) * width);
        out[row] = Probabilities.checked(trees.link().probability(margin), row);
      }
    }
    return out;
  }

  @Override
  public Optional<TreeModel> trees() {
    return Optional.of(model);
  }

  @Override
  public void close() {}
}
