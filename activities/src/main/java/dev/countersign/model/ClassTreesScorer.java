package dev.countersign.model;

import dev.countersign.data.Frame;
import java.util.List;

/**
 * Scores rows with one tree ensemble a class: {@code P(class) = exp(margin of the class) / Σ
 * exp(margins)}.
 */
final class ClassTreesScorer implements Scorer {
  private static final int BLOCK = 2048;

  private final List<TreeEnsemble> classes;
  private final InputColumns inputs;
  private final Outputs.Classes outputs;

  /**
   * @param classes one ensemble a class, all of the same features
   * @param inputs one source per feature
   */
  ClassTreesScorer(List<TreeEnsemble> classes, InputColumns inputs, Outputs.Classes outputs) {
    this.classes = List.copyOf(classes);
    this.inputs = inputs;
    this.outputs = outputs;
  }

  @Override
  public List<String> features() {
    return inputs.columns();
  }

  @Override
  public Answers answers(Frame rows) {
    int kept = outputs.kept();
    double[] out = new double[rows.rows() * kept];
    double[] entry = new double[kept];
    for (int from = 0; from < rows.rows(); from += BLOCK) {
      int to = Math.min(rows.rows(), from + BLOCK);
      double[] matrix = inputs.matrix(rows, from, to, classes.getFirst().single());
      int block = to - from;
      double[][] margins =
          classes.stream().map(trees -> trees.margins(matrix, block)).toArray(double[][]::new);
      for (int row = from; row < to; row++) {
        softmax(margins, row - from, entry);
        outputs.keep(entry, row, out, row * kept);
      }
    }
    return outputs.answers(out);
  }

  private static void softmax(double[][] margins, int row, double[] out) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < out.length; c++) {
      out[c] = margins[c][row];
      largest = Math.max(largest, out[c]);
    }
    double sum = 0;
    for (int c = 0; c < out.length; c++) {
      out[c] = Math.exp(out[c] - largest);
      sum += out[c];
    }
    for (int c = 0; c < out.length; c++) {
      out[c] /= sum;
    }
  }

  @Override
  public void close() {}
}
