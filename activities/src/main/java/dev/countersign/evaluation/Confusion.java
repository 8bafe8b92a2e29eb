package dev.countersign.evaluation;

import dev.countersign.stats.Proportion;

/**
 * Labels against decisions, counted. Positive means favourable to the person.
 *
 * @param truePositive favourable label, favourable decision
 * @param falseNegative favourable label, unfavourable decision
 * @param falsePositive unfavourable label, favourable decision
 * @param trueNegative unfavourable label, unfavourable decision
 */
public record Confusion(
    long truePositive, long falseNegative, long falsePositive, long trueNegative) {
  public static final Confusion NONE = new Confusion(0, 0, 0, 0);

  /** Rejects negative counts. */
  public Confusion {
    if (Math.min(Math.min(truePositive, falseNegative), Math.min(falsePositive, trueNegative))
        < 0) {
      throw new IllegalArgumentException("counts can't be negative");
    }
  }

  /** All rows. */
  public long n() {
    return truePositive + falseNegative + falsePositive + trueNegative;
  }

  /** P(decided favourably). */
  public Proportion selection() {
    return new Proportion(truePositive + falsePositive, n());
  }

  /** P(decided favourably | favourable label). */
  public Proportion truePositiveRate() {
    return new Proportion(truePositive, truePositive + falseNegative);
  }

  /** P(decided favourably | unfavourable label). */
  public Proportion falsePositiveRate() {
    return new Proportion(falsePositive, falsePositive + trueNegative);
  }

  /** P(decided unfavourably | unfavourable label). */
  public Proportion trueNegativeRate() {
    return falsePositiveRate().complement();
  }

  /** P(decision agrees with label). */
  public Proportion accuracy() {
    return new Proportion(truePositive + trueNegative, n());
  }

  /** P(favourable label | decided favourably). */
  public Proportion precision() {
    return new Proportion(truePositive, truePositive + falsePositive);
  }

  /** Both groups' rows. */
  public Confusion plus(Confusion other) {
    return new Confusion(
        truePositive + other.truePositive,
        falseNegative + other.falseNegative,
        falsePositive + other.falsePositive,
        trueNegative + other.trueNegative);
  }
}
