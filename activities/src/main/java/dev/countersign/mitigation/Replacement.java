package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.predictability.Predictability;
import dev.countersign.predictability.Predictability.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What it changes when features give way to other columns: how well the old and the new one alone
 * tell a group, and the label.
 *
 * @param replace by feature the column in its place
 */
record Replacement(Dataset data, Map<String, String> replace, int sampleRows, long seed) {

  /** Columns told against what they are to tell, cross-validated. */
  private record Told(Ranked old, Ranked substitute) {
    boolean isLess() {
      return substitute.auc() < old.auc();
    }

    String words(String of) {
      return of
          + ": "
          + old.feature()
          + " "
          + Figure.format(old.auc())
          + ", "
          + substitute.feature()
          + " "
          + Figure.format(substitute.auc())
          + ". ";
    }
  }

  /**
   * What was found.
   *
   * @param figures one a group and replaced feature
   * @param lessTelling whether every new column tells every group less well than the old one
   */
  record Found(List<Figure> figures, boolean lessTelling) {}

  Found of(ProtectedAttribute attribute) {
    List<String> columns =
        Stream.concat(replace.keySet().stream(), replace.values().stream()).distinct().toList();
    Sample sample = data.sample(data.auditRows(), columns, List.of(attribute), sampleRows, seed);
    List<@Nullable String> groups = sample.groups().getOrDefault(attribute.attribute(), List.of());
    int[] known = IntStream.range(0, groups.size()).filter(i -> groups.get(i) != null).toArray();
    Frame rows = sample.columns().select(known);
    List<Figure> figures = new ArrayList<>();
    boolean less = true;
    for (String group : new TreeSet<>(groups.stream().filter(Objects::nonNull).toList())) {
      boolean[] members = new boolean[known.length];
      for (int i = 0; i < known.length; i++) {
        members[i] = group.equals(groups.get(known[i]));
      }
      if (group.equals(attribute.reference()) || !Predictability.isPossible(members)) {
        continue;
      }
      Map<String, Told> told = told(rows, members);
      Map<String, Told> label = labelToldBy(sample);
      for (Map.Entry<String, Told> one : told.entrySet()) {
        figures.add(figure(attribute, group, members, one.getValue(), label.get(one.getKey())));
        less &= one.getValue().isLess();
      }
    }
    return new Found(figures, less && !figures.isEmpty());
  }

  private static Figure figure(
      ProtectedAttribute attribute,
      String group,
      boolean[] members,
      Told told,
      @Nullable Told label) {
    int count = 0;
    for (boolean member : members) {
      count += member ? 1 : 0;
    }
    return Figure.of("proxy-auc")
        .on(attribute.attribute())
        .group(group, "rest")
        .value(told.substitute().auc())
        .interval(told.substitute().curve().interval(0.95))
        .rows(count)
        .convention(
            "cross-validated area under the ROC curve with which the column in a feature's place"
                + " tells the group from the rest")
        .note(
            told.words("How well they tell the group")
                + (label == null ? "" : label.words("How well they tell the label"))
                + (told.isLess()
                    ? ""
                    : "The new column tells the group no less than the old one."));
  }

  private Map<String, Told> labelToldBy(Sample sample) {
    return Predictability.isPossible(sample.favourable())
        ? told(sample.columns(), sample.favourable())
        : Map.of();
  }

  private Map<String, Told> told(Frame rows, boolean[] members) {
    Predictability predictability = Predictability.of(rows, members, seed);
    Map<String, Told> told = new LinkedHashMap<>();
    new TreeMap<>(replace)
        .forEach(
            (old, substitute) ->
                told.put(
                    old, new Told(predictability.alone(old), predictability.alone(substitute))));
    return told;
  }
}
