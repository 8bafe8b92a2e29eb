package dev.countersign.stats;

import dev.countersign.gate.Interval;
import dev.countersign.stats.LargestDifference.Pair;
import dev.countersign.stats.MantelHaenszel.Stratum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * The coverage of every interval the gates show. Of single rates and of pairs it is computed by
 * going through every outcome; the rest is simulated.
 */
abstract class CoverageCases {
  private static final double LEVEL = 0.95;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** What docs/gates/evaluation.md says of intervals that are asked for more than they can do. */
  private static final double SPARSE_WILSON = 0.91;

  private static final double SPARSE_STRATA = 0.8;

  private static final double HEAVY_TAILS = 0.92;

  /**
   * Two models on the same rows, as shares of favourable rows and of the others that both, the
   * release alone, what serves alone, and neither decide for: unlike ones, and near twins.
   */
  private static final double[][] PAIRED = {
    {0.40, 0.30, 0.20, 0.10, 0.05, 0.15, 0.10, 0.70},
    {0.70, 0.06, 0.04, 0.20, 0.10, 0.03, 0.05, 0.82}
  };

  private final int runs;
  private final int[][] sizes;
  private final double[] rates;
  private final double[] ratios;
  private final double[] paired;

  /**
   * @param sizes of two groups
   * @param rates of the reference, and of single rates
   * @param ratios of the other group's rate to the reference's
   * @param paired base rates of rows on which two models are compared
   */
  CoverageCases(int runs, int[][] sizes, double[] rates, double[] ratios, double[] paired) {
    this.runs = runs;
    this.sizes = sizes;
    this.rates = rates;
    this.ratios = ratios;
    this.paired = paired;
  }

  /** Makes the interval of two counts. */
  private interface Method {
    Interval of(Proportion one, Proportion other);
  }

  /** Looks at one point of the grid: group sizes, and a rate of each. */
  private interface Point {
    void at(int n, int m, double p, double q);
  }

  private void grid(Point point) {
    for (int[] size : sizes) {
      for (double q : rates) {
        for (double ratio : ratios) {
          point.at(size[0], size[1], ratio * q, q);
        }
      }
    }
  }

  private static String name(int n, int m, double p, double q) {
    return n + "/" + m + " p=" + p + " q=" + q;
  }

  @Test
  void ofOneRate() {
    Coverage clopper = new Coverage("Clopper-Pearson", 0);
    Coverage wilson = new Coverage("Wilson", 0);
    Coverage sparse = new Coverage("Wilson, under one row expected", 0);
    for (int n : new int[] {10, 20, 57, 200, 1000}) {
      for (double p : rates) {
        ofRate(clopper, n, p, (k, of) -> new Proportion(k, of).clopperPearson(LEVEL));
        boolean expectsOne = n * p >= 1 && n * (1 - p) >= 1;
        ofRate(expectsOne ? wilson : sparse, n, p, (k, of) -> new Proportion(k, of).wilson(LEVEL));
      }
    }
    clopper.requireNominal();
    wilson.requireApproximate();
    sparse.requireAtLeast(SPARSE_WILSON);
  }

  /** Makes the interval of a count. */
  private interface RateMethod {
    Interval of(int hits, int trials);
  }

  private static void ofRate(Coverage coverage, int n, double p, RateMethod method) {
    BinomialDistribution counts = BinomialDistribution.of(n, p);
    double covered = 0;
    double width = 0;
    for (int k = 0; k <= n; k++) {
      Interval interval = method.of(k, n);
      covered += interval.contains(p) ? counts.probability(k) : 0;
      width += counts.probability(k) * (interval.high() - interval.low());
    }
    coverage.exactly("n=" + n + " p=" + p, covered, width);
  }

  @Test
  void ofADifference() {
    ofPairs("Newcombe", (a, b) -> Difference.newcombe(a, b, LEVEL), (p, q) -> p - q);
  }

  @Test
  void ofARatio() {
    ofPairs("Katz log", (a, b) -> Ratio.katz(a, b, LEVEL), (p, q) -> p / q);
  }

  private void ofPairs(String name, Method method, ToDoubleBiFunction<Double, Double> truth) {
    Coverage coverage = new Coverage(name, 0);
    grid((n, m, p, q) -> ofPair(coverage, method, truth.applyAsDouble(p, q), n, m, p, q));
    coverage.requireApproximate();
  }

  private static void ofPair(
      Coverage coverage, Method method, double truth, int n, int m, double p, double q) {
    BinomialDistribution one = BinomialDistribution.of(n, p);
    BinomialDistribution other = BinomialDistribution.of(m, q);
    double covered = 0;
    double width = 0;
    for (int x = 0; x <= n; x++) {
      for (int y = 0; y <= m; y++) {
        double weight = one.probability(x) * other.probability(y);
        if (weight > 1e-12) {
          Interval interval = method.of(new Proportion(x, n), new Proportion(y, m));
          covered += interval.contains(truth) ? weight : 0;
          double w = interval.high() - interval.low();
          width += Double.isFinite(w) ? weight * w : 0;
        }
      }
    }
    coverage.exactly(name(n, m, p, q), covered, width);
  }

  private static Proportion draw(SplittableRandom random, int n, double p) {
    return new Proportion(BinomialSampler.draw(random, n, p), n);
  }

  @Test
  void ofAverageOdds() {
    Coverage coverage = new Coverage("average odds, MOVER of Newcombe", runs);
    grid(
        (n, m, p, q) ->
            coverage.simulate(
                name(n, m, p, q),
                (p - q + p / 2 - q / 2) / 2,
                random -> {
                  Proportion a = draw(random, n, p);
                  Proportion b = draw(random, m, q);
                  Proportion c = draw(random, n, p / 2);
                  Proportion d = draw(random, m, q / 2);
                  return Mover.halfSum(
                      Difference.of(a, b),
                      Difference.newcombe(a, b, LEVEL),
                      Difference.of(c, d),
                      Difference.newcombe(c, d, LEVEL));
                }));
    coverage.requireApproximate();
  }

  @Test
  void ofEqualizedOdds() {
    Coverage coverage = new Coverage("equalized odds, maximum of two", runs);
    grid(
        (n, m, p, q) ->
            coverage.simulate(
                name(n, m, p, q),
                Math.abs(p - q),
                random ->
                    EqualizedOdds.difference(
                            draw(random, n, p),
                            draw(random, n, 0.2),
                            draw(random, m, q),
                            draw(random, m, 0.2),
                            LEVEL)
                        .interval()));
    coverage.requireApproximate();
  }

  @Test
  void ofTheLargestOfThreeClasses() {
    Coverage coverage = new Coverage("largest of three classes", runs);
    grid(
        (n, m, p, q) ->
            coverage.simulate(
                name(n, m, p, q),
                Math.abs(p - q),
                random -> {
                  Proportion a = draw(random, n, p);
                  Proportion b = draw(random, m, q);
                  long ofRest = BinomialSampler.draw(random, n - a.hits(), 0.5);
                  long ofOther = BinomialSampler.draw(random, m - b.hits(), 0.5);
                  return new LargestDifference(
                          List.of(
                              new Pair(a, b),
                              new Pair(new Proportion(ofRest, n), new Proportion(ofOther, m)),
                              new Pair(
                                  new Proportion(n - a.hits() - ofRest, n),
                                  new Proportion(m - b.hits() - ofOther, m))))
                      .interval(LEVEL);
                }));
    coverage.requireApproximate();
  }

  @Test
  void ofAreas() {
    Coverage one = new Coverage("AUC, DeLong t on logits", runs);
    Coverage two = new Coverage("AUC difference, MOVER", runs);
    Coverage paired = new Coverage("AUC difference, DeLong paired", runs);
    for (int[] size : new int[][] {{100, 100}, {15, 185}, {50, 400}}) {
      for (double shift : new double[] {0, 0.7, 1.5, 2.3}) {
        double auc = NORMAL.cumulativeProbability(shift / Math.sqrt(2));
        String point = size[0] + " of " + (size[0] + size[1]) + ", AUC " + auc;
        one.simulate(point, auc, r -> area(r, size, shift).interval(LEVEL));
        two.simulate(
            point, 0, r -> area(r, size, shift).minus(area(r, new int[] {60, 60}, shift), LEVEL));
        paired.simulate(point, 0, r -> paired(r, size, shift));
      }
    }
    one.requireApproximate();
    two.requireApproximate();
    paired.requireApproximate();
  }

  private static RocArea area(SplittableRandom random, int[] size, double shift) {
    double[] scores = new double[size[0] + size[1]];
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = i < size[0];
      scores[i] = random.nextGaussian() + (positive[i] ? shift : 0);
    }
    return DeLong.of(scores, positive).area();
  }

  private static Interval paired(SplittableRandom random, int[] size, double shift) {
    double[] one = new double[size[0] + size[1]];
    double[] other = new double[one.length];
    boolean[] positive = new boolean[one.length];
    for (int i = 0; i < one.length; i++) {
      positive[i] = i < size[0];
      double shared = random.nextGaussian() * Math.sqrt(0.7) + (positive[i] ? shift : 0);
      one[i] = shared + random.nextGaussian() * Math.sqrt(0.3);
      other[i] = shared + random.nextGaussian() * Math.sqrt(0.3);
    }
    return DeLong.of(one, positive).differenceFrom(DeLong.of(other, positive), LEVEL);
  }

  @Test
  void ofPairedProportions() {
    Coverage accuracy = new Coverage("paired accuracy, Agresti-Min", runs);
    Coverage balanced = new Coverage("paired balanced accuracy, MOVER", runs);
    for (int n : new int[] {57, 200, 1000}) {
      for (double differ : new double[] {0.03, 0.1, 0.3}) {
        for (double share : new double[] {0.5, 0.7}) {
          double truth = differ * (2 * share - 1);
          String point = "n=" + n + " differ=" + differ + " share=" + share;
          accuracy.simulate(point, truth, r -> drop(r, n, differ, share).agrestiMin(LEVEL));
          balanced.simulate(
              point,
              truth,
              r -> {
                PairedProportions a = drop(r, n, differ, share);
                PairedProportions b = drop(r, n / 2, differ, share);
                return Mover.halfSum(
                    a.difference(), a.agrestiMin(LEVEL), b.difference(), b.agrestiMin(LEVEL));
              });
        }
      }
    }
    accuracy.requireApproximate();
    balanced.requireApproximate();
  }

  private static PairedProportions drop(
      SplittableRandom random, int n, double differ, double share) {
    long differing = BinomialSampler.draw(random, n, differ);
    long first = BinomialSampler.draw(random, differing, share);
    return new PairedProportions(first, differing - first, n);
  }

  /** Losses of a calibrated model: scores are beta-like around the base rate. */
  private static double[] losses(SplittableRandom random, int n, double rate, boolean log) {
    double[] losses = new double[n];
    for (int i = 0; i < n; i++) {
      double score = score(random, rate);
      double right = random.nextDouble() < score ? score : 1 - score;
      losses[i] = log ? -Math.log(right) : (1 - right) * (1 - right);
    }
    return losses;
  }

  private static double score(SplittableRandom random, double rate) {
    double logit = Math.log(rate / (1 - rate)) + random.nextGaussian();
    return 1 / (1 + Math.exp(-logit));
  }

  @Test
  void ofMeansOfLosses() {
    Coverage one = new Coverage("Brier score, Hall's t", runs);
    Coverage log = new Coverage("log-loss, Hall's t", runs);
    Coverage two = new Coverage("difference of scores, Welch's t, Hall", runs);
    Coverage gaps = new Coverage("difference of calibration gaps", runs);
    for (double rate : rates) {
      double brier = Mean.of(losses(new SplittableRandom(1), 1_000_000, rate, false)).value();
      double logLoss = Mean.of(losses(new SplittableRandom(2), 1_000_000, rate, true)).value();
      for (int n : new int[] {200, 1000}) {
        String point = "n=" + n + " rate=" + rate;
        one.simulate(point, brier, r -> Mean.of(losses(r, n, rate, false)).interval(LEVEL));
        log.simulate(point, logLoss, r -> Mean.of(losses(r, n, rate, true)).interval(LEVEL));
        two.simulate(
            point, 0, r -> Mean.of(scores(r, n, rate)).minus(Mean.of(scores(r, 57, rate)), LEVEL));
        gaps.simulate(point, 0, r -> gap(r, n, rate));
      }
    }
    one.requireApproximate();
    log.requireApproximate();
    two.requireApproximate();
    gaps.requireApproximate();
  }

  private static double[] scores(SplittableRandom random, int n, double rate) {
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = score(random, rate);
    }
    return scores;
  }

  /** Newcombe's interval of the labels, the scores taken as given. */
  private static Interval gap(SplittableRandom random, int n, double rate) {
    double expected = 0;
    Proportion[] labels = new Proportion[2];
    for (int group = 0; group < 2; group++) {
      double[] scores = scores(random, group == 0 ? n : 57, rate);
      long hits = 0;
      for (double score : scores) {
        hits += random.nextDouble() < score ? 1 : 0;
      }
      labels[group] = new Proportion(hits, scores.length);
      expected += (group == 0 ? 1 : -1) * Mean.of(scores).value();
    }
    Interval shares = Difference.newcombe(labels[0], labels[1], LEVEL);
    return new Interval(shares.low() - expected, shares.high() - expected, LEVEL, shares.method());
  }

  @Test
  void ofNumbersPredicted() {
    Coverage squared = new Coverage("mean squared error, Hall's t", runs);
    Coverage heavy = new Coverage("mean squared error, Laplace errors", runs);
    Coverage explained = new Coverage("R², t on ln(1 − R²)", runs);
    for (int n : new int[] {57, 200, 1000}) {
      for (double noise : new double[] {0.3, 1, 3}) {
        String point = "n=" + n + " noise=" + noise;
        squared.simulate(
            point,
            noise * noise,
            r -> {
              double[] squares = new double[n];
              for (int i = 0; i < n; i++) {
                squares[i] = Math.pow(noise * r.nextGaussian(), 2);
              }
              return Mean.of(squares).interval(LEVEL);
            });
        heavy.simulate(
            point,
            2 * noise * noise,
            r -> {
              double[] squares = new double[n];
              for (int i = 0; i < n; i++) {
                squares[i] = Math.pow(noise * Math.log(1 - r.nextDouble()), 2);
              }
              return Mean.of(squares).interval(LEVEL);
            });
        explained.simulate(
            point,
            1 - noise * noise / (1 + noise * noise),
            r -> {
              double[] actual = new double[n];
              double[] predicted = new double[n];
              for (int i = 0; i < n; i++) {
                predicted[i] = r.nextGaussian();
                actual[i] = predicted[i] + noise * r.nextGaussian();
              }
              return CoefficientOfDetermination.of(actual, predicted).interval(LEVEL);
            });
      }
    }
    squared.requireApproximate();
    heavy.requireAtLeast(HEAVY_TAILS);
    explained.requireApproximate();
  }

  @Test
  void ofF1() {
    Coverage f1 = new Coverage("F1, Wilson of Jaccard's index", runs);
    for (int n : new int[] {200, 1000}) {
      for (double rate : new double[] {0.1, 0.3, 0.7}) {
        double[] shares = {rate * 0.7, rate * 0.3 + (1 - rate) * 0.15, (1 - rate) * 0.85};
        double jaccard = shares[0] / (shares[0] + shares[1]);
        f1.simulate(
            "n=" + n + " rate=" + rate,
            jaccard,
            r -> {
              long[] drawn = multinomial(r, n, shares);
              return new Proportion(drawn[0], drawn[0] + drawn[1]).wilson(LEVEL);
            });
      }
    }
    f1.requireApproximate();
  }

  /** Precision, and F1, of one model less another's on the same rows. */
  @Test
  void ofPairedShares() {
    Coverage precision = new Coverage("paired precision, MOVER of Wilson", runs);
    Coverage f1 = new Coverage("paired F1, MOVER of Wilson", runs);
    for (int n : new int[] {200, 500, 2000}) {
      for (double rate : paired) {
        for (double[] shape : PAIRED) {
          double[] c = new double[shape.length];
          for (int cell = 0; cell < shape.length; cell++) {
            c[cell] = shape[cell] * (cell < 4 ? rate : 1 - rate);
          }
          String point = "n=" + n + " rate=" + rate + " of " + shape[1];
          precision.simulate(
              point,
              (c[0] + c[1]) / (c[0] + c[1] + c[4] + c[5])
                  - (c[0] + c[2]) / (c[0] + c[2] + c[4] + c[6]),
              r -> precisionDrop(multinomial(r, n, c)));
          double most = c[0] + c[1] + c[2] + c[3] + c[4];
          f1.simulate(
              point,
              f1((c[0] + c[1]) / (most + c[5])) - f1((c[0] + c[2]) / (most + c[6])),
              r -> f1Drop(multinomial(r, n, c)));
        }
      }
    }
    precision.requireApproximate();
    f1.requireApproximate();
  }

  private static Interval precisionDrop(long[] c) {
    Proportion one = new Proportion(c[0] + c[1], c[0] + c[1] + c[4] + c[5]);
    Proportion other = new Proportion(c[0] + c[2], c[0] + c[2] + c[4] + c[6]);
    return one.isEmpty() || other.isEmpty()
        ? null
        : new PairedShares(one, other, c[0], 0, 0, c[4]).difference(p -> p, LEVEL);
  }

  private static double f1(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }

  private static Interval f1Drop(long[] c) {
    long most = c[0] + c[1] + c[2] + c[3] + c[4];
    return new PairedShares(
            new Proportion(c[0] + c[1], most + c[5]),
            new Proportion(c[0] + c[2], most + c[6]),
            c[0],
            c[1],
            c[2],
            c[3] + c[4])
        .difference(CoverageCases::f1, LEVEL);
  }

  /** Mean F1 of three classes, every class against the others, as the gates resample it. */
  @Test
  void ofResampledCounts() {
    Coverage classes = new Coverage("mean F1 of classes, multinomial BCa", runs / 10);
    double[] shares = {0.25, 0.04, 0.06, 0.05, 0.2, 0.05, 0.05, 0.05, 0.25};
    for (int n : new int[] {200, 1000}) {
      classes.simulate(
          "n=" + n,
          meanF1(shares),
          r ->
              Resampling.interval(
                  new long[][] {multinomial(r, n, shares)},
                  c -> meanF1(Arrays.stream(c[0]).asDoubleStream().toArray()),
                  2000,
                  LEVEL,
                  r.nextLong()));
    }
    classes.requireApproximate();
  }

  /** Cells are label × prediction. */
  private static double meanF1(double[] cells) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double labelled = cells[3 * k] + cells[3 * k + 1] + cells[3 * k + 2];
      double predicted = cells[k] + cells[3 + k] + cells[6 + k];
      sum += 2 * cells[4 * k] / (labelled + predicted);
    }
    return sum / 3;
  }

  private static long[] multinomial(SplittableRandom random, int n, double[] shares) {
    long[] counts = new long[shares.length];
    long left = n;
    double rest = 1;
    for (int i = 0; i < shares.length; i++) {
      counts[i] =
          i == shares.length - 1
              ? left
              : BinomialSampler.draw(random, left, Math.min(1, shares[i] / rest));
      left -= counts[i];
      rest -= shares[i];
    }
    return counts;
  }

  @Test
  void ofConditionalDifferences() {
    Coverage coverage = new Coverage("Mantel-Haenszel, Klingenberg", runs);
    Coverage sparse = new Coverage("Mantel-Haenszel, under two rows expected", runs);
    grid(
        (n, m, p, q) -> {
          boolean expectsTwo = Math.min(n, m) * Math.min(p, 1 - q) >= 2;
          (expectsTwo ? coverage : sparse)
              .simulate(
                  name(n, m, p, q),
                  p - q,
                  random -> {
                    List<Stratum> strata = new ArrayList<>();
                    for (int s = 0; s < 5; s++) {
                      strata.add(
                          new Stratum(draw(random, n / 5 + s, p), draw(random, m / 5 + s, q)));
                    }
                    return MantelHaenszel.difference(strata, LEVEL).orElseThrow().interval();
                  });
        });
    coverage.requireApproximate();
    sparse.requireAtLeast(SPARSE_STRATA);
  }
}
