package dev.countersign.evaluation;

import dev.countersign.data.AmountCells;
import dev.countersign.data.ClassCell;
import dev.countersign.data.ScoreCell;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cells put together by the groups of some of the attributes that they were counted by. */
final class CellsByGroup {
  private final int[] at;
  private final List<String> classNames;
  private final CountedCells cells;
  private final Map<String, List<ScoreCell>> decisions;
  private final Map<String, List<ScoreCell>> ranks;
  private final Map<String, List<ClassCell>> classes;
  private final Map<String, List<AmountCells.Cell>> amounts;

  /**
   * @param wanted among those that cells were counted by; with none, all rows are one group, whose
   *     name is empty
   * @param classNames of the classes; empty where the label is none
   */
  CellsByGroup(CountedCells cells, List<ProtectedAttribute> wanted, List<String> classNames) {
    this.at = wanted.stream().mapToInt(cells.attributes()::indexOf).toArray();
    this.classNames = classNames;
    this.cells = cells;
    this.decisions = byGroup(cells.decisions(), ScoreCell::groups);
    this.ranks = byGroup(cells.ranks(), ScoreCell::groups);
    List<ClassCell> ofClasses = cells.classes();
    this.classes = byGroup(ofClasses == null ? List.of() : ofClasses, ClassCell::groups);
    AmountCells sums = cells.amounts();
    this.amounts = byGroup(sums == null ? List.of() : sums.cells(), AmountCells.Cell::groups);
  }

  private <T> Map<String, List<T>> byGroup(
      List<T> all, Function<T, List<@Nullable String>> groups) {
    Map<String, List<T>> byGroup = new HashMap<>();
    for (T cell : all) {
      String name = name(groups.apply(cell));
      if (name != null) {
        byGroup.computeIfAbsent(name, n -> new ArrayList<>()).add(cell);
      }
    }
    return byGroup;
  }

  private @Nullable String name(List<@Nullable String> groups) {
    List<String> names = new ArrayList<>();
    for (int i : at) {
      String name = groups.get(i);
      if (name == null) {
        return null;
      }
      names.add(name);
    }
    return Intersections.name(names);
  }

  /** Groups that have rows. */
  Set<String> names() {
    return decisions.keySet();
  }

  /** Rows that are in no group. */
  long ungrouped() {
    return cells.decisions().stream()
        .filter(cell -> name(cell.groups()) == null)
        .mapToLong(ScoreCell::n)
        .sum();
  }

  /** What is known of a group, whether it has rows or not. */
  Scored of(String name) {
    ScoreTally tally = new ScoreTally(decisions.getOrDefault(name, List.of()));
    return new Scored(tally.confusion(), tally.scores(), outcome(name));
  }

  private @Nullable OutcomeFacts outcome(String name) {
    AmountCells sums = cells.amounts();
    if (sums != null) {
      ScoreTally ranked = new ScoreTally(ranks.getOrDefault(name, List.of()));
      return AmountTally.of(sums, amounts.getOrDefault(name, List.of()), ranked);
    }
    return cells.classes() == null
        ? null
        : ClassTally.of(classNames, classes.getOrDefault(name, List.of()));
  }
}
