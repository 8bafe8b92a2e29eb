package dev.countersign.evaluation;

import dev.countersign.data.AmountCells;
import dev.countersign.data.AmountCells.Cell;
import dev.countersign.data.AmountCells.Labels;
import dev.countersign.data.Sums;
import dev.countersign.stats.CoefficientOfDetermination;
import dev.countersign.stats.Mean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up numbers that were added up by group where the rows are. */
final class AmountTally {
  private final double centre;
  private final double unit;
  private long n;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private Sums predicted = Sums.NONE;
  private Sums error = Sums.NONE;
  private Sums absolute = Sums.NONE;
  private Sums squared = Sums.NONE;
  private Labels labels = Labels.NONE;

  /**
   * @param scale the centre and unit that the cells' sums are in
   */
  private AmountTally(AmountCells scale) {
    centre = scale.centre();
    unit = scale.unit();
  }

  /**
   * What cells come to together.
   *
   * @param scale the centre and unit that their sums are in
   * @param ranks what ranks the same rows
   */
  static AmountFacts of(AmountCells scale, List<Cell> cells, ScoreTally ranks) {
    AmountTally tally = new AmountTally(scale);
    cells.forEach(tally::add);
    return new AmountFacts(
        tally.n == 0 ? null : tally.means(), tally.explained(), ranks.counts(), ranks.coarse());
  }

  private void add(Cell cell) {
    n += cell.n();
    least = Math.min(least, cell.least());
    most = Math.max(most, cell.most());
    predicted = predicted.plus(cell.predicted());
    error = error.plus(cell.error());
    absolute = absolute.plus(cell.absolute());
    squared = squared.plus(cell.squared());
    labels = labels.plus(cell.labels());
  }

  private AmountFacts.Means means() {
    return new AmountFacts.Means(
        mean(predicted).scaled(unit, centre),
        mean(error).scaled(unit, 0),
        mean(absolute).scaled(unit, 0),
        mean(squared).scaled(unit * unit, 0));
  }

  private Mean mean(Sums sums) {
    return Mean.ofSums(sums.sum(), sums.squares(), sums.cubes(), n);
  }

  /** Its sums about the mean label follow from those about the centre. */
  private @Nullable CoefficientOfDetermination explained() {
    if (!(least < most)) {
      return null;
    }
    Sums y = labels.powers();
    double mean = y.sum() / n;
    double products =
        labels.squaresTimesSquared()
            - 2 * mean * labels.timesSquared()
            + mean * mean * squared.sum();
    double fourth =
        labels.fourth()
            - 4 * mean * y.cubes()
            + 6 * mean * mean * y.squares()
            - 3 * n * mean * mean * mean * mean;
    return CoefficientOfDetermination.ofSums(
        squared.sum(), y.squares() - n * mean * mean, squared.squares(), products, fourth, n);
  }
}
