package dev.countersign.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one group with the same label and decision, whose scores lie close together: counted
 * where they are, so that ten million rows come back as some thousand cells. Where predictions are
 * numbers, the score is how far they lie within the favourable range.
 *
 * @param groups one group per attribute asked for, in that order; null where it is missing
 * @param favourable whether the label is the favourable one
 * @param decided whether the decision is favourable
 * @param bin number of the range of scores, from 0; −1 where there are decisions only
 * @param n rows
 * @param least lowest score
 * @param most highest score
 * @param score sums of the scores and of their powers
 * @param brier sums of (score − label)² and of its powers; none where the score is no probability
 * @param logLoss sums of −ln P(label) and of its powers; likewise
 */
public record ScoreCell(
    List<@Nullable String> groups,
    boolean favourable,
    boolean decided,
    int bin,
    long n,
    double least,
    double most,
    Sums score,
    Sums brier,
    Sums logLoss) {

  /** Scores are cut into so many ranges. */
  public static final int BINS = 8192;

  /** Clipped away from 0 and 1 by this much before taking logarithms. */
  public static final double CLIP = 1e-15;
}
