package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.stats.Magnitudes;

/**
 * What a release loses in calibration error against what serves now on the same rows, in the sense
 * of {@link Calibration#simultaneous}: with every row's true probability in place of its label.
 *
 * <p>Let G be what a bin of the release has in favourable rows beyond the sum of its scores, and G′
 * the same in a bin of what serves now. With n rows the loss is D = (Σ|G| − Σ|G′|) / n. For signs s
 * of the release's bins and s′ of the other's, let T(s, s′) = (Σ sG − Σ s′G′) / n. It is linear in
 * the labels, and a row that s and s′ give the same sign drops out. With s* the signs of the G,
 * which are fixed though unknown, D ≤ T(s*, s′) whatever s′ is, as Σ s′G′ ≤ Σ|G′|. So an upper
 * bound of T(s, s′), taken for every s and at its largest, is one of D; no correction is made for
 * the number of s, as the one for s* alone has to hold. The lower bound of D is the upper one of
 * −D, which is the same with both models' parts changed.
 *
 * <p>For every s, s′ is chosen by scores alone, for labels would choose their own noise: once as
 * suits if the release's scores were the true probabilities, once if those of what serves now were
 * ({@link SignedGaps}). The tighter of both bounds counts, at half the error each. The ends of both
 * models' own intervals subtracted, at a tenth of the error, bound D as well, for very many rows
 * where both choices are bad.
 */
final class CalibrationLoss {
  /** The share of α that goes to the ends subtracted. */
  private static final double APART = 0.1;

  private final Calibration ofRelease;
  private final Calibration ofServing;
  private final SignedGaps gaps;
  private final SignedGaps swapped;

  /**
   * @param now per row the release's score, in [0, 1]; at least one row
   * @param was per row that of what serves now, in [0, 1]
   * @param favourable per row whether the label is the favourable one
   */
  CalibrationLoss(double[] now, double[] was, boolean[] favourable) {
    ofRelease = Calibration.equalFrequency(ScoreCounts.of(now, favourable), Calibration.BINS);
    ofServing = Calibration.equalFrequency(ScoreCounts.of(was, favourable), Calibration.BINS);
    int[] own = ofRelease.binOf(now);
    int[] other = ofServing.binOf(was);
    gaps = new SignedGaps(own, now, other, was, favourable);
    swapped = new SignedGaps(other, was, own, now, favourable);
  }

  /** The estimate, above 0 where the release is worse. */
  double value() {
    return ofRelease.expectedError() - ofServing.expectedError();
  }

  /** The interval; it holds the estimate, and is of one number where nothing can differ. */
  Interval interval(double confidence) {
    double alpha = 1 - confidence;
    double tail = (1 - APART) * alpha / 2;
    double each = Magnitudes.each(1 - APART * alpha);
    Interval apart = Magnitudes.apart(ofRelease.simultaneous(each), ofServing.simultaneous(each));
    double high = Math.min(gaps.largest(tail), apart.high());
    double low = Math.max(-swapped.largest(tail), apart.low());
    return new Interval(
        Math.min(low, value()), // but for rounding both hold already
        Math.max(high, value()),
        confidence,
        "MOVER of Wilson, paired, over the signs of all bins' gaps");
  }
}
