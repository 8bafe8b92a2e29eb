package dev.countersign.evaluation;

import dev.countersign.stats.PairedShares;
import dev.countersign.stats.Proportion;

/**
 * Labels against what a release and what serves now decided about the same rows, counted.
 *
 * @param cells eight: rows with a favourable label, then the others; of either those that both
 *     decide for, only what serves now, only the release, and neither. Not copied: read-only
 */
record PairedDecisions(long[] cells) {
  private static final int UNFAVOURABLE = 4;
  private static final int NOT_SERVING = 2;
  private static final int NOT_RELEASE = 1;

  static PairedDecisions of(Paired<ScoredRows> rows) {
    ScoredRows release = rows.release();
    long[] cells = new long[2 * UNFAVOURABLE];
    for (int row = 0; row < release.n(); row++) {
      int cell = release.favourable()[row] ? 0 : UNFAVOURABLE;
      cell += rows.serving().decisions()[row] ? 0 : NOT_SERVING;
      cells[cell + (release.decisions()[row] ? 0 : NOT_RELEASE)]++;
    }
    return new PairedDecisions(cells);
  }

  /** Labels against the release's decisions. */
  Confusion release() {
    return new Confusion(
        cells[0] + cells[2], cells[1] + cells[3], cells[4] + cells[6], cells[5] + cells[7]);
  }

  /** Labels against the decisions of what serves now. */
  Confusion serving() {
    return new Confusion(
        cells[0] + cells[1], cells[2] + cells[3], cells[4] + cells[5], cells[6] + cells[7]);
  }

  /** A rate of the release, then of what serves now, with the rows that count in both. */
  PairedShares shares(GroupRate rate) {
    long[] counted = new long[4];
    for (int cell = 0; cell < cells.length; cell++) {
      Proportion now = rate.of(one(cell, NOT_RELEASE));
      Proportion before = rate.of(one(cell, NOT_SERVING));
      if (!now.isEmpty() && !before.isEmpty()) {
        counted[(now.hits() == 1 ? 0 : 2) + (before.hits() == 1 ? 0 : 1)] += cells[cell];
      }
    }
    return new PairedShares(
        rate.of(release()), rate.of(serving()), counted[0], counted[1], counted[2], counted[3]);
  }

  /** A single row of a cell as one of the two decided about it. */
  private static Confusion one(int cell, int refused) {
    boolean decidedFor = (cell & refused) == 0;
    boolean favourable = cell < UNFAVOURABLE;
    return new Confusion(
        favourable && decidedFor ? 1 : 0,
        favourable && !decidedFor ? 1 : 0,
        !favourable && decidedFor ? 1 : 0,
        !favourable && !decidedFor ? 1 : 0);
  }
}
