package dev.countersign.predictability;

import dev.countersign.data.Frame;
import dev.countersign.stats.Concordance;
import dev.countersign.stats.Ranks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How well features rank rows by a number: the concordance, out of fold, of what Smile's trees
 * learn of its rank from one feature alone. Ranks take the weight from far values, and change no
 * concordance. Deterministic for a seed.
 */
public final class NumberPredictability {
  private NumberPredictability() {}

  /** One feature and how well it ranks. */
  public record Ranked(String feature, Concordance ranking) {
    public double concordance() {
      return ranking.concordance();
    }
  }

  /** Whether there are rows enough for every fold to learn from, and different numbers. */
  public static boolean isPossible(double[] numbers) {
    return numbers.length >= 2 * Folds.SMALLEST && Arrays.stream(numbers).distinct().count() > 1;
  }

  /**
   * Each feature alone, the most telling first.
   *
   * @param numbers finite, one per row
   * @throws IllegalArgumentException if it is not possible
   */
  public static List<Ranked> ranked(Frame features, double[] numbers, long seed) {
    if (!isPossible(numbers)) {
      throw new IllegalArgumentException("too few rows, or only one number, to cross-validate");
    }
    double[] ranks = Ranks.of(numbers);
    int[] folds = Folds.of(new boolean[numbers.length], seed);
    return features.names().parallelStream()
        .map(
            name ->
                new Ranked(
                    name,
                    Concordance.of(OutOfFold.scores(features.column(name), ranks, folds), ranks)))
        .sorted(Comparator.comparingDouble(Ranked::concordance).reversed())
        .toList();
  }
}
