package dev.countersign.data;

/**
 * Cuts numbers into {@link ScoreCell#BINS} ranges, in order, so that they can be counted. Within a
 * range nobody can be told apart any more, so ranges are narrow where many lie.
 */
final class ScoreRanges {
  /** From 1/64 to 63/64 so many ranges of equal width would fill [0, 1]. */
  private static final int LINEAR = 4096;

  /** Nearer to 0 or 1 so many ranges at either end; of scores for what is rare, most lie there. */
  private static final int END = (ScoreCell.BINS - LINEAR) / 2;

  /** Where those begin, as a power of ½, and how many halve the distance to the end. */
  private static final int POWER = 6;

  private static final int AN_OCTAVE = 128;

  private ScoreRanges() {}

  /** The range of a probability, from 0. */
  static Sql ofProbability(Sql score) {
    double edge = Math.pow(0.5, POWER);
    Sql distance = Sql.format("(1e0 - %s)", score);
    return Sql.format(
        "CASE WHEN %s < "
            + edge
            + " THEN "
            + (END - 1)
            + " - %s WHEN %s > "
            + (1 - edge)
            + " THEN "
            + (END + LINEAR)
            + " + %s ELSE "
            + END
            + " + CAST(floor(%s * "
            + LINEAR
            + ") AS INTEGER) END",
        score,
        octaves(score),
        score,
        octaves(distance),
        score);
  }

  /** How many ranges a distance from an end lies below where they begin; the last holds 0 too. */
  private static Sql octaves(Sql distance) {
    double least = Math.pow(0.5, POWER + (double) END / AN_OCTAVE);
    return Sql.format(
        "CAST(least(floor((-log2(greatest(%s, "
            + least
            + ")) - "
            + POWER
            + ") * "
            + AN_OCTAVE
            + "), "
            + (END - 1)
            + ") AS INTEGER)",
        distance);
  }

  /**
   * The range of any number, from 0: of the arc tangent of its distance from the median in spreads,
   * so that a few far off leave all others theirs.
   */
  static Sql ofNumber(Sql number, Quartiles among) {
    return Sql.format(
        "CAST(least(floor((0.5e0 + atan((%s - %s) / %s) / pi()) * "
            + ScoreCell.BINS
            + "), "
            + (ScoreCell.BINS - 1)
            + ") AS INTEGER)",
        number,
        Sql.value(among.median()),
        Sql.value(among.spread()));
  }
}
