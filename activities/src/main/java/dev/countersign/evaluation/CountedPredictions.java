package dev.countersign.evaluation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.data.ScoreCell;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.PredictionsSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Predictions in the data, counted where they are: rows never come into memory, however many there
 * are.
 */
record CountedPredictions(Dataset data, PredictionsSpec predictions) {
  /** Up to so many attributes are counted all together, in one pass over the rows. */
  private static final int TOGETHER = 4;

  /**
   * What was counted.
   *
   * @param all all rows
   * @param groups every attribute by itself, then every intersection that is looked at
   */
  record Counted(Scored all, List<ScoredGroups> groups) {}

  private RowSet rows() {
    return data.judgedRows();
  }

  /** All rows, and their groups. */
  Counted count(List<ProtectedAttribute> attributes) {
    List<List<ProtectedAttribute>> wanted = new ArrayList<>();
    attributes.forEach(attribute -> wanted.add(List.of(attribute)));
    wanted.addAll(Intersections.of(attributes));
    boolean together = attributes.size() <= TOGETHER;
    List<ScoreCell> cells = data.scoreCells(rows(), predictions, together ? attributes : List.of());
    return new Counted(
        ScoreTally.of(cells),
        wanted.stream()
            .map(
                some ->
                    together
                        ? groups(some, attributes, cells)
                        : groups(some, some, data.scoreCells(rows(), predictions, some)))
            .toList());
  }

  /** The groups of one attribute. */
  ScoredGroups groups(ProtectedAttribute attribute) {
    List<ProtectedAttribute> some = List.of(attribute);
    return groups(some, some, data.scoreCells(rows(), predictions, some));
  }

  private static ScoredGroups groups(
      List<ProtectedAttribute> wanted, List<ProtectedAttribute> counted, List<ScoreCell> cells) {
    int[] at = wanted.stream().mapToInt(counted::indexOf).toArray();
    Map<String, ScoreTally> tallies = new TreeMap<>();
    long ungrouped = 0;
    for (ScoreCell cell : cells) {
      List<String> names =
          IntStream.of(at).mapToObj(i -> cell.groups().get(i)).filter(Objects::nonNull).toList();
      if (names.size() < wanted.size()) {
        ungrouped += cell.n();
      } else {
        tallies.computeIfAbsent(Intersections.name(names), n -> new ScoreTally()).add(cell);
      }
    }
    Map<String, Scored> scored = new LinkedHashMap<>();
    names(wanted, tallies.keySet())
        .forEach(
            name -> {
              ScoreTally tally = tallies.get(name);
              scored.put(name, tally == null ? ScoreTally.of(List.of()) : tally.scored());
            });
    return new ScoredGroups(
        Intersections.name(wanted.stream().map(ProtectedAttribute::attribute).toList()),
        wanted.size() > 1,
        List.copyOf(scored.keySet()),
        List.copyOf(scored.values()),
        ungrouped);
  }

  /** The reference first; then all others, a declared band also when no row is in it. */
  private static Set<String> names(List<ProtectedAttribute> wanted, Set<String> found) {
    Set<String> names = new LinkedHashSet<>();
    names.add(Intersections.name(wanted.stream().map(ProtectedAttribute::reference).toList()));
    Set<String> others = new TreeSet<>(found);
    List<String> bands = wanted.getFirst().bands();
    if (wanted.size() == 1 && bands != null) {
      others.addAll(bands);
    }
    names.addAll(others);
    return names;
  }
}
