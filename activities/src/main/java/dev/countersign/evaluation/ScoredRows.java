package dev.countersign.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Rows with what is true of them and what was decided about them. The arrays have one entry a row;
 * they are not copied: treat them as read-only.
 *
 * @param favourable whether the label is the favourable one
 * @param scores the probability of the favourable class in [0, 1]; null where only decisions or
 *     numbers are known
 * @param decisions whether the decision is favourable
 */
public record ScoredRows(boolean[] favourable, double @Nullable [] scores, boolean[] decisions) {
  /** Rejects arrays of different lengths. */
  public ScoredRows {
    if (favourable.length != decisions.length
        || (scores != null && scores.length != favourable.length)) {
      throw new IllegalArgumentException("labels, scores and decisions must line up");
    }
  }

  /** Number of rows. */
  public int n() {
    return favourable.length;
  }

  /** The rows at these indices. */
  public ScoredRows select(int[] rows) {
    boolean[] labels = new boolean[rows.length];
    boolean[] decided = new boolean[rows.length];
    double[] scored = new double[rows.length];
    double[] all = scores;
    for (int i = 0; i < rows.length; i++) {
      labels[i] = favourable[rows[i]];
      decided[i] = decisions[rows[i]];
      scored[i] = all == null ? Double.NaN : all[rows[i]];
    }
    return new ScoredRows(labels, all == null ? null : scored, decided);
  }

  /** Labels against decisions over all rows. */
  public Confusion confusion() {
    long[] cells = new long[4];
    for (int row = 0; row < n(); row++) {
      cells[cell(row)]++;
    }
    return new Confusion(cells[0], cells[1], cells[2], cells[3]);
  }

  private int cell(int row) {
    return (favourable[row] ? 0 : 2) + (decisions[row] ? 0 : 1);
  }
}
