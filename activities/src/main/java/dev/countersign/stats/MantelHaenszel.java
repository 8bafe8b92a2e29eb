package dev.countersign.stats;

import dev.countersign.gate.Interval;
import java.util.List;
import java.util.Optional;

/**
 * The difference of two rates that remains within strata: Mantel and Haenszel's weighted mean of
 * the strata's differences, with Sato's variance, which holds for many small strata as for few
 * large ones (Sato 1989, Biometrics 45: 1323–1324; Greenland and Robins 1985). The interval holds
 * the differences that this variance, taken at the difference itself, is compatible with
 * (Klingenberg 2014, Statistics in Medicine 33: 2968–2983).
 *
 * @param difference first minus second, in [-1, 1]
 * @param interval its interval by inversion
 * @param compared how many trials stand in strata that have both groups; the others say nothing
 * @param spreadIfEqual the standard deviation the difference has around 0 where both groups share
 *     each stratum's rate, by the hypergeometric variances of Mantel and Haenszel (1959, Journal of
 *     the National Cancer Institute 22: 719–748). Where every stratum has hits or misses only, they
 *     are all 0; then a stratum's rate is taken with ½ added to its hits and to its misses
 */
public record MantelHaenszel(
    double difference, Interval interval, long compared, double spreadIfEqual) {
  private static final double CONTINUITY = 0.5;

  /** One stratum. */
  public record Stratum(Proportion one, Proportion other) {}

  /** Estimates the difference; empty when no stratum has both groups. */
  public static Optional<MantelHaenszel> difference(List<Stratum> strata, double confidence) {
    double weights = 0;
    double weighted = 0;
    double p = 0;
    double q = 0;
    double ifEqual = 0;
    double ifAllAlike = 0;
    long compared = 0;
    for (Stratum stratum : strata) {
      if (stratum.one().isEmpty() || stratum.other().isEmpty()) {
        continue;
      }
      double a = stratum.one().hits();
      double b = stratum.other().hits();
      double m = stratum.one().trials();
      double n = stratum.other().trials();
      double total = m + n;
      weights += m * n / total;
      weighted += (a * n - b * m) / total;
      p += (m * m * b - n * n * a + m * n * (n - m) / 2) / (total * total);
      q += (a * (n - b) + b * (m - a)) / (2 * total);
      ifEqual += m * n * (a + b) * (total - a - b) / (total * total * (total - 1));
      double rate = (a + b + CONTINUITY) / (total + 2 * CONTINUITY);
      ifAllAlike += m * n / total * rate * (1 - rate);
      compared += stratum.one().trials() + stratum.other().trials();
    }
    if (weights == 0) {
      return Optional.empty();
    }
    double difference = weighted / weights;
    double z = Quantile.twoSided(confidence);
    double slope = z * z * p / (weights * weights);
    double middle = difference + slope / 2;
    double half =
        Math.sqrt(
            Math.max(
                0, middle * middle - difference * difference + z * z * q / (weights * weights)));
    return Optional.of(
        new MantelHaenszel(
            difference,
            new Interval(
                Math.max(-1, Math.min(difference, middle - half)),
                Math.min(1, Math.max(difference, middle + half)),
                confidence,
                "Mantel-Haenszel, Klingenberg"),
            compared,
            Math.sqrt(ifEqual > 0 ? ifEqual : ifAllAlike) / weights));
  }
}
