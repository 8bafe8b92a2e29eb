package dev.countersign.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** How a score goes wrong; it ranks rows as their true probability does. */
enum Miscalibration {
  NONE(p -> p),
  HOPEFUL(p -> ofLogit(logit(p) + 0.5)),
  OVERCONFIDENT(p -> ofLogit(1.5 * logit(p))),
  ROUNDED(p -> Math.round(10 * p) / 10.0),
  FAR_TOO_HIGH(p -> ofLogit(logit(p) + 2.5));

  private final DoubleUnaryOperator score;

  Miscalibration(DoubleUnaryOperator score) {
    this.score = score;
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  private static double ofLogit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** The scores of rows with these probabilities. */
  double[] scores(double[] probabilities) {
    return Arrays.stream(probabilities).map(score).toArray();
  }

  /** The same with Gaussian noise on the logits: another ranking. */
  static double[] noisy(SplittableRandom random, double[] probabilities, double deviation) {
    return Arrays.stream(probabilities)
        .map(p -> ofLogit(logit(p) + deviation * random.nextGaussian()))
        .toArray();
  }

  /** Labels drawn from the probabilities. */
  static boolean[] labels(SplittableRandom random, double[] probabilities) {
    boolean[] labels = new boolean[probabilities.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextDouble() < probabilities[row];
    }
    return labels;
  }

  /** What the interval covers: the error of these rows in these bins, were their labels shares. */
  static double errorOf(Calibration bins, double[] scores, double[] probabilities) {
    int[] bin = bins.binOf(scores);
    double[] gaps = new double[bins.bins().size()];
    for (int row = 0; row < scores.length; row++) {
      gaps[bin[row]] += probabilities[row] - scores[row];
    }
    return Arrays.stream(gaps).map(Math::abs).sum() / scores.length;
  }
}
