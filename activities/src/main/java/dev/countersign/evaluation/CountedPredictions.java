package dev.countersign.evaluation;

import dev.countersign.data.ClassCell;
import dev.countersign.data.Predictions;
import dev.countersign.data.Slice;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Predictions counted where they are, by group: rows never come into memory, however many there
 * are.
 */
final class CountedPredictions {
  /** Up to so many attributes are counted all together, in one pass over the rows. */
  private static final int TOGETHER = 4;

  private final Predictions predictions;
  private final Label label;
  private final List<ProtectedAttribute> attributes;
  private final CountedCells together;

  /** Counts all rows, by the groups of up to four attributes at once where those are few. */
  CountedPredictions(Predictions predictions, Label label, List<ProtectedAttribute> attributes) {
    this.predictions = predictions;
    this.label = label;
    this.attributes = attributes;
    boolean few = attributes.size() <= TOGETHER && predictions.fitTogether(attributes);
    this.together = count(few ? attributes : List.of(), null);
  }

  private CountedCells count(List<ProtectedAttribute> by, @Nullable Slice slice) {
    return CountedCells.of(predictions, by, slice);
  }

  /** All rows. */
  Scored all() {
    return scored(together, List.of()).of("");
  }

  /** The rows of a slice. */
  Scored slice(Slice slice) {
    return scored(count(List.of(), slice), List.of()).of("");
  }

  private CellsByGroup scored(CountedCells cells, List<ProtectedAttribute> wanted) {
    return new CellsByGroup(cells, wanted, classes());
  }

  /** Every attribute by itself, then every intersection that is looked at. */
  List<ScoredGroups> groups() {
    return Stream.concat(attributes.stream().map(List::of), Intersections.of(attributes).stream())
        .map(this::groups)
        .toList();
  }

  /** The groups of one attribute, which need not be among those counted at once. */
  ScoredGroups groups(ProtectedAttribute attribute) {
    return groups(List.of(attribute));
  }

  private ScoredGroups groups(List<ProtectedAttribute> wanted) {
    boolean counted = together.attributes().containsAll(wanted);
    CellsByGroup parts = scored(counted ? together : count(wanted, null), wanted);
    Map<String, Scored> scored = new LinkedHashMap<>();
    names(wanted, parts.names()).forEach(name -> scored.put(name, parts.of(name)));
    return new ScoredGroups(
        Intersections.name(wanted.stream().map(ProtectedAttribute::attribute).toList()),
        wanted.size() > 1,
        List.copyOf(scored.keySet()),
        List.copyOf(scored.values()),
        parts.ungrouped());
  }

  /** The classes that the manifest names, in its order; else those of the rows, sorted. */
  private List<String> classes() {
    List<ClassCell> cells = together.classes();
    List<String> named = label.classes();
    if (cells == null) {
      return List.of();
    }
    if (named != null) {
      return named.stream().map(predictions::written).toList();
    }
    Set<String> known = new TreeSet<>(Set.of(predictions.written(label.favourable())));
    cells.forEach(cell -> known.add(cell.actual()));
    return List.copyOf(known);
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
