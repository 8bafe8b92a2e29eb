package dev.countersign.evaluation;

import dev.countersign.manifest.Band;
import dev.countersign.model.Answers;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What labels and predictions are beyond favourable or not: numbers, or one of several classes. */
sealed interface Outcome {

  /** Number of rows. */
  int n();

  /** The rows at these indices. */
  Outcome select(int[] rows);

  /**
   * Numbers; a row has both. The arrays are not copied: read-only.
   *
   * @param actual the label
   * @param predicted what was predicted
   * @param favourable which numbers are favourable
   */
  record Amounts(double[] actual, double[] predicted, Band favourable) implements Outcome {
    @Override
    public int n() {
      return actual.length;
    }

    @Override
    public Amounts select(int[] rows) {
      return new Amounts(
          Arrays.stream(rows).mapToDouble(row -> actual[row]).toArray(),
          Arrays.stream(rows).mapToDouble(row -> predicted[row]).toArray(),
          favourable);
    }

    /** Per row how far into the favourable range the prediction lies. */
    double[] scores() {
      return new Answers.Amounts(predicted, favourable).scores();
    }

    /** How these scores lie, by whether the label is favourable. */
    ScoreCounts ranks() {
      boolean[] labels = new boolean[n()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = favourable.contains(actual[row]);
      }
      return ScoreCounts.of(scores(), labels);
    }

    /** Per row predicted − actual. */
    double[] errors() {
      double[] errors = new double[n()];
      for (int row = 0; row < errors.length; row++) {
        errors[row] = predicted[row] - actual[row];
      }
      return errors;
    }

    /** Per row |predicted − actual|. */
    double[] absoluteErrors() {
      return Arrays.stream(errors()).map(Math::abs).toArray();
    }
  }

  /**
   * Classes; the arrays hold indices into the names and are not copied: read-only.
   *
   * @param names the label's values
   * @param actual the label
   * @param predicted what was predicted
   * @param own the probability that was given to the label's class; null where only classes are
   *     known
   */
  record Classes(List<String> names, int[] actual, int[] predicted, double @Nullable [] own)
      implements Outcome {
    public Classes {
      names = List.copyOf(names);
    }

    @Override
    public int n() {
      return actual.length;
    }

    @Override
    public Classes select(int[] rows) {
      return new Classes(
          names,
          Arrays.stream(rows).map(row -> actual[row]).toArray(),
          Arrays.stream(rows).map(row -> predicted[row]).toArray(),
          own == null ? null : Arrays.stream(rows).mapToDouble(row -> own[row]).toArray());
    }

    /** The names of these classes. */
    String[] named(int[] indices) {
      return Arrays.stream(indices).mapToObj(names::get).toArray(String[]::new);
    }

    /** Rows by actual (first index) and predicted class. */
    long[][] confusion() {
      long[][] counts = new long[names.size()][names.size()];
      for (int row = 0; row < actual.length; row++) {
        counts[actual[row]][predicted[row]]++;
      }
      return counts;
    }
  }
}
