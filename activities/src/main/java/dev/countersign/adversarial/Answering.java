package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Oracle;
import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who answers an attack's many questions: the model itself, or the trees read from its file, which
 * take a hundredth of the time of a call. Trees are believed only where they answer a sample as the
 * model does, up to the rounding of 32 bits; and where that rounding could turn a decision, the
 * model itself is asked.
 */
final class Answering {
  /** How far 32-bit sums of leaves may lie from ours. */
  private static final double ROUNDING = 1e-5;

  private final Scorer model;
  private final FeatureSchema schema;
  private final @Nullable TreeModel trees;
  private final String words;

  private Answering(Scorer model, FeatureSchema schema, @Nullable TreeModel trees, String words) {
    this.model = model;
    this.schema = schema;
    this.trees = trees;
    this.words = words;
  }

  /**
   * Decides by a sample.
   *
   * @param sample rows that the model and its trees are both asked about
   */
  static Answering of(Scorer model, FeatureSchema schema, Frame sample) {
    Optional<TreeModel> trees = model.trees().filter(read -> TreeBound.knows(read.ensemble()));
    if (trees.isEmpty() || sample.rows() == 0) {
      return new Answering(model, schema, null, "the model itself");
    }
    Frame row = sample.select(new int[] {0});
    double[][] points = schema.encode(sample);
    double[] own = points[0];
    Optional<TreeOracle> quick = TreeOracle.around(trees.get(), schema, row, own);
    if (quick.isEmpty()) {
      return new Answering(
          model, schema, null, "the model itself, as its trees read numbers as categories");
    }
    List<double[]> asked =
        Arrays.stream(points).map(point -> known(own, schema.project(own, point))).toList();
    double[] theirs = new RowOracle(model, schema, row, own).scores(asked);
    double[] ours = quick.get().scores(asked);
    double apart = 0;
    for (int i = 0; i < ours.length; i++) {
      apart = Math.max(apart, Math.abs(ours[i] - theirs[i]));
    }
    return apart <= ROUNDING
        ? new Answering(
            model,
            schema,
            trees.get(),
            String.format(
                Locale.ROOT,
                "the trees read from the model's file, which answer %d rows as the model does; the"
                    + " model itself within %.0e of the threshold, and about every find",
                ours.length,
                ROUNDING))
        : new Answering(
            model,
            schema,
            null,
            String.format(
                Locale.ROOT,
                "the model itself, as the trees read from its file answer one of %d rows by %.2g"
                    + " otherwise",
                ours.length,
                apart));
  }

  /** Another row's value that is no category of the schema is left as the own one is. */
  private static double[] known(double[] own, double[] point) {
    double[] known = point.clone();
    for (int f = 0; f < known.length; f++) {
      known[f] = Double.isNaN(known[f]) ? own[f] : known[f];
    }
    return known;
  }

  /** Answers about points around one row, alone in its frame. */
  Oracle about(Frame row, double threshold) {
    double[] own = schema.encode(row)[0];
    RowOracle slow = new RowOracle(model, schema, row, own);
    return Optional.ofNullable(trees)
        .flatMap(known -> TreeOracle.around(known, schema, row, own))
        .<Oracle>map(quick -> points -> careful(quick, slow, threshold, points))
        .orElse(slow);
  }

  private static double[] careful(
      Oracle quick, Oracle slow, double threshold, List<double[]> points) {
    double[] scores = quick.scores(points);
    for (int i = 0; i < scores.length; i++) {
      if (Math.abs(scores[i] - threshold) <= ROUNDING) {
        scores[i] = slow.scores(List.of(points.get(i)))[0];
      }
    }
    return scores;
  }

  /** In words, for whoever reads a figure. */
  String inWords() {
    return words;
  }
}
