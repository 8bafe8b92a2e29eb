package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many times the odds of an error in one arm are those in the other, with an interval that
 * holds at every look at once although the rate of errors may drift.
 *
 * <p>Each look adds what happened since the one before. Given how many requests each arm had in
 * between and how many of them all failed, the number of the first arm's errors follows Fisher's
 * noncentral hypergeometric distribution of the odds ratio alone: the rate itself cancels, so
 * neither its drift nor a change of weights between looks can look like a difference (Simpson). For
 * each ratio θ the mixture over larger ratios of P_θ'/P_θ is a supermartingale for every truth up
 * to θ, because the family has monotone likelihood ratios; by Ville's inequality it reaches 1/α
 * with probability α at most, whenever one stops. Ratios it has reached 1/α for are refuted, and
 * stay so.
 */
public final class OddsRatioSequence {
  private static final int PER_DOUBLING = 8;
  private static final int DOUBLINGS = 8;

  /** Ratios from 2^-8 to 2^8 by eighths of a doubling. */
  private static final double[] RATIOS =
      IntStream.rangeClosed(-PER_DOUBLING * DOUBLINGS, PER_DOUBLING * DOUBLINGS)
          .mapToDouble(step -> Math.pow(2, (double) step / PER_DOUBLING))
          .toArray();

  /** Alternatives that are mixed, in steps of ratios: 1.5 to 8 times the ratio that is tested. */
  private static final int[] STEPS = {5, 8, 11, 16, 24};

  /** Intervals end here: farther out there is no alternative left to mix. */
  private static final int EDGE = PER_DOUBLING * 5;

  private static final String METHOD = "hypergeometric mixture, valid at every look";

  private final double[] logLikelihood;
  private Arms seen;
  private double lowReached;
  private double highReached;

  /**
   * Requests and errors of both arms since the step began.
   *
   * @param first of the arm whose odds are told
   * @param second of the arm they are compared with
   */
  public record Arms(Proportion first, Proportion second) {
    /** Neither was asked anything. */
    public static final Arms NONE = new Arms(new Proportion(0, 0), new Proportion(0, 0));
  }

  /**
   * All that has to be kept between looks.
   *
   * @param seen counts at the last look
   * @param logLikelihood of each ratio
   * @param low highest ratio refuted from below; 0 for none
   * @param high lowest ratio refuted from above; infinity for none
   */
  public record State(Arms seen, double[] logLikelihood, double low, double high) {}

  /** A sequence at its beginning. */
  public OddsRatioSequence() {
    this(new State(Arms.NONE, new double[RATIOS.length], 0, Double.POSITIVE_INFINITY));
  }

  /** A sequence that goes on. */
  public OddsRatioSequence(State state) {
    if (state.logLikelihood().length != RATIOS.length) {
      throw new IllegalArgumentException("a state of another version");
    }
    this.seen = state.seen();
    this.logLikelihood = state.logLikelihood().clone();
    this.lowReached = state.low();
    this.highReached = state.high();
  }

  /** What has to be kept. */
  public State state() {
    return new State(seen, logLikelihood.clone(), lowReached, highReached);
  }

  /**
   * Adds what happened since the last look, and gives the interval. Where both sides were refuted,
   * which happens in fewer runs than the confidence leaves, it shrinks to its lower end.
   *
   * @param now counts since the step began; where one is lower than at the last look the source
   *     began anew, and only what it counted since is added
   * @param confidence of the interval at all looks together, half of what is left on each side
   */
  public Interval look(Arms now, double confidence) {
    add(since(seen.first(), now.first()), since(seen.second(), now.second()));
    seen = now;
    double most = -Math.log((1 - confidence) / 2);
    for (int at = EDGE - 1; at < RATIOS.length - EDGE + 1; at++) {
      if (logMixture(at, 1) >= most) {
        lowReached = Math.max(lowReached, Math.nextUp(RATIOS[at])); // refuted itself
      }
      if (logMixture(at, -1) >= most) {
        highReached = Math.min(highReached, Math.nextDown(RATIOS[at]));
      }
    }
    double high = Math.min(highReached, RATIOS[RATIOS.length - 1]);
    return new Interval(lowReached, Math.max(lowReached, high), confidence, METHOD);
  }

  /** Logarithm of the mixture of likelihood ratios against the ratio at a place of the grid. */
  private double logMixture(int at, int direction) {
    double[] alternatives =
        Arrays.stream(STEPS)
            .map(step -> at + direction * step)
            .filter(place -> place >= 0 && place < RATIOS.length)
            .mapToDouble(place -> logLikelihood[place] - logLikelihood[at])
            .toArray();
    double largest = Arrays.stream(alternatives).max().orElse(Double.NEGATIVE_INFINITY);
    double sum = Arrays.stream(alternatives).map(one -> Math.exp(one - largest)).sum();
    return largest + Math.log(sum / STEPS.length);
  }

  private static Proportion since(Proportion before, Proportion now) {
    boolean goesOn =
        now.hits() >= before.hits()
            && now.trials() >= before.trials()
            && now.hits() - before.hits() <= now.trials() - before.trials();
    return goesOn
        ? new Proportion(now.hits() - before.hits(), now.trials() - before.trials())
        : now;
  }

  private void add(Proportion first, Proportion second) {
    long errors = first.hits() + second.hits();
    if (errors == 0 || first.isEmpty() || second.isEmpty()) {
      return;
    }
    int from = (int) Math.max(0, errors - second.trials());
    int to = (int) Math.min(errors, first.trials());
    double[] central = new double[to - from + 1];
    for (int k = 1; k < central.length; k++) {
      double count = from + k;
      central[k] =
          central[k - 1]
              + Math.log((first.trials() - count + 1) / count)
              + Math.log((errors - count + 1) / (second.trials() - errors + count));
    }
    for (int at = 0; at < RATIOS.length; at++) {
      double logRatio = Math.log(RATIOS[at]);
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < central.length; k++) {
        largest = Math.max(largest, central[k] + k * logRatio);
      }
      double sum = 0;
      for (int k = 0; k < central.length; k++) {
        sum += Math.exp(central[k] + k * logRatio - largest);
      }
      int observed = (int) first.hits() - from;
      logLikelihood[at] += central[observed] + observed * logRatio - largest - Math.log(sum);
    }
  }
}
