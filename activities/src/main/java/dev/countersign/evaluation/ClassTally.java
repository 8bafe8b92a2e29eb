package dev.countersign.evaluation;

import dev.countersign.data.ClassCell;
import dev.countersign.data.DataException;
import dev.countersign.data.Sums;
import dev.countersign.stats.Mean;
import java.util.List;

/** Adds up classes that were counted by group where the rows are. */
final class ClassTally {
  private ClassTally() {}

  /**
   * What cells come to together.
   *
   * @param names of the classes
   * @throws DataException if a row has another label, or another class was predicted
   */
  static ClassFacts of(List<String> names, List<ClassCell> cells) {
    long[][] confusion = new long[names.size()][names.size()];
    Sums logLoss = Sums.NONE;
    long withProbability = 0;
    for (ClassCell cell : cells) {
      confusion[index(names, cell.actual(), "data.label.classes", cell.n())][
              index(names, cell.predicted(), "the predictions", cell.n())] +=
          cell.n();
      if (cell.logLoss() != null) {
        logLoss = logLoss.plus(cell.logLoss());
        withProbability += cell.n();
      }
    }
    return new ClassFacts(
        names,
        confusion,
        withProbability == 0
            ? null
            : Mean.ofSums(logLoss.sum(), logLoss.squares(), logLoss.cubes(), withProbability));
  }

  private static int index(List<String> names, String name, String where, long rows) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new DataException(
          where
              + ": "
              + rows
              + " of the rows evaluated are of "
              + name
              + ", which is none of "
              + names
              + ". Name every value of the label under data.label.classes, or correct them");
    }
    return index;
  }
}
