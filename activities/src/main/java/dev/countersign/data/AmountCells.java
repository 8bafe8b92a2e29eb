package dev.countersign.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows by group whose labels and predictions are numbers, added up where they are. Sums are of
 * numbers less a centre and in a unit, so that their powers neither overflow nor drown each other.
 *
 * @param centre what is taken from labels and predictions: the mean label
 * @param unit what they are divided by, above 0: the labels' standard deviation
 * @param cells one per group
 */
public record AmountCells(double centre, double unit, List<Cell> cells) {
  public AmountCells {
    cells = List.copyOf(cells);
  }

  /**
   * Rows of one group; at least one. A label is y, a prediction ŷ, both centred and in units.
   *
   * @param groups one group per attribute asked for, in that order; null where it is missing
   * @param n rows
   * @param least lowest label
   * @param most highest label
   * @param predicted sums of ŷ and its powers
   * @param error sums of ŷ − y and its powers
   * @param absolute sums of |ŷ − y| and its powers
   * @param squared sums of (ŷ − y)² and its powers
   * @param labels sums of y and its powers
   */
  public record Cell(
      List<@Nullable String> groups,
      long n,
      double least,
      double most,
      Sums predicted,
      Sums error,
      Sums absolute,
      Sums squared,
      Labels labels) {}

  /**
   * Sums over labels, alone and times the squared error.
   *
   * @param powers of y, y² and y³
   * @param fourth of y⁴
   * @param timesSquared of (ŷ − y)² y
   * @param squaresTimesSquared of (ŷ − y)² y²
   */
  public record Labels(
      Sums powers, double fourth, double timesSquared, double squaresTimesSquared) {
    /** Nothing added up. */
    public static final Labels NONE = new Labels(Sums.NONE, 0, 0, 0);

    /** Both together. */
    public Labels plus(Labels other) {
      return new Labels(
          powers.plus(other.powers),
          fourth + other.fourth,
          timesSquared + other.timesSquared,
          squaresTimesSquared + other.squaresTimesSquared);
    }
  }
}
