package dev.countersign.model;

import dev.countersign.manifest.Band;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a model answers about rows, in the shape of its task. Arrays are not copied: read-only.
 *
 * <p>Whatever the shape, a row's answer has one <em>score</em>, and the row is decided favourably
 * where its score is at or above a threshold.
 */
public sealed interface Answers {
  /** The threshold of classes where no other is set. */
  double EVEN = 0.5;

  /** The threshold of numbers: 0 within the favourable range. */
  double INSIDE = 0;

  /** Number of rows. */
  int rows();

  /** The threshold of scores where no other is set: ½ of classes, 0 of numbers. */
  double threshold();

  /** Per row the number that is held against the threshold. */
  double[] scores();

  /**
   * Per row the number that explanations explain: the probability of the favourable class, or the
   * predicted number.
   */
  double[] explained();

  /** A row's answer in a few words. */
  String said(int row);

  /**
   * Of a model of two classes.
   *
   * @param favourable per row the probability of the favourable class, in [0, 1]
   */
  record Probabilities(double[] favourable) implements Answers {
    @Override
    public int rows() {
      return favourable.length;
    }

    @Override
    public double threshold() {
      return EVEN;
    }

    /** The probability of the favourable class. */
    @Override
    public double[] scores() {
      return favourable;
    }

    @Override
    public double[] explained() {
      return favourable;
    }

    @Override
    public String said(int row) {
      return String.format(Locale.ROOT, "the score is %.4g", favourable[row]);
    }
  }

  /**
   * Of a model of several classes.
   *
   * @param names the classes in the model's order
   * @param favourable which of them is the favourable one
   * @param probabilities row after row one number a class, each in [0, 1]
   */
  record Classes(List<String> names, int favourable, double[] probabilities) implements Answers {
    public Classes {
      names = List.copyOf(names);
      if (probabilities.length % names.size() != 0) {
        throw new IllegalArgumentException("every row has one probability a class");
      }
    }

    @Override
    public int rows() {
      return probabilities.length / names.size();
    }

    @Override
    public double threshold() {
      return EVEN;
    }

    /** The probability of a class. */
    public double probability(int row, int of) {
      return probabilities[row * names.size() + of];
    }

    /** The most probable class; of several alike the first, as NumPy's argmax takes it. */
    public int predicted(int row) {
      int best = 0;
      for (int c = 1; c < names.size(); c++) {
        best = probability(row, c) > probability(row, best) ? c : best;
      }
      return best;
    }

    /**
     * ½ (1 + P(favourable) − the largest of the others), which is at or above ½ exactly where the
     * favourable class is {@link #predicted}; of two classes it is the probability itself.
     */
    @Override
    public double[] scores() {
      double[] scores = new double[rows()];
      for (int row = 0; row < scores.length; row++) {
        double other = 0;
        for (int c = 0; c < names.size(); c++) {
          other = c == favourable ? other : Math.max(other, probability(row, c));
        }
        double score = (1 + probability(row, favourable) - other) / 2;
        boolean wins = predicted(row) == favourable;
        scores[row] = wins ? Math.max(EVEN, score) : Math.min(Math.nextDown(EVEN), score);
      }
      return scores;
    }

    @Override
    public double[] explained() {
      double[] own = new double[rows()];
      Arrays.setAll(own, row -> probability(row, favourable));
      return own;
    }

    @Override
    public String said(int row) {
      int best = predicted(row);
      return String.format(
          Locale.ROOT,
          "the class is %s, with probability %.4g",
          names.get(best),
          probability(row, best));
    }
  }

  /**
   * Of a model that predicts a number.
   *
   * @param values per row the number
   * @param favourable which of them are favourable
   */
  record Amounts(double[] values, Band favourable) implements Answers {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public double threshold() {
      return INSIDE;
    }

    /**
     * How far into the favourable range the number lies, in its own unit: the distance from the
     * nearest end, below 0 outside.
     */
    @Override
    public double[] scores() {
      double[] scores = new double[values.length];
      for (int row = 0; row < scores.length; row++) {
        double value = values[row];
        double inside = Math.min(value - favourable.low(), favourable.high() - value);
        scores[row] =
            favourable.contains(value)
                ? Math.max(INSIDE, inside)
                : Math.min(-Double.MIN_VALUE, inside);
      }
      return scores;
    }

    @Override
    public double[] explained() {
      return values;
    }

    @Override
    public String said(int row) {
      return String.format(Locale.ROOT, "the prediction is %.6g", values[row]);
    }
  }
}
