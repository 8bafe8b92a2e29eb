package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Intersections;
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
import java.util.function.Function;
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

  private static final double CONFIDENCE = 0.95;

  /** Columns told against what they are to tell, cross-validated. */
  private record Told(Ranked old, Ranked substitute) {
    Interval change() {
      return substitute.curve().differenceFrom(old.curve(), CONFIDENCE);
    }

    /** Whether the new column surely tells less. */
    boolean isLess() {
      return change().high() < 0;
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
   * @param lessTelling by group that could be measured, whether every new column tells it less
   */
  record Found(List<Figure> figures, Map<String, Boolean> lessTelling) {

    /** What stands against it for a finding of the same attributes; null when nothing does. */
    @Nullable String objection(Finding finding) {
      Boolean less = lessTelling.get(String.valueOf(finding.audited().group()));
      if (less == null) {
        return "too few of the rows drawn are in the group, or outside it, to measure how well the"
            + " new columns tell it (gates.mitigation.sampleRows draws more)";
      }
      return less
          ? null
          : "the new columns tell the group no less than the old ones, by DeLong's paired 95 %"
              + " interval";
    }
  }

  /**
   * Measures every group but the reference.
   *
   * @param attributes one attribute, or several taken together
   */
  Found of(List<ProtectedAttribute> attributes) {
    List<String> columns =
        Stream.concat(replace.keySet().stream(), replace.values().stream()).distinct().toList();
    Sample sample = data.sample(data.auditRows(), columns, attributes, sampleRows, seed);
    List<@Nullable String> groups = Members.names(sample, attributes);
    int[] known = IntStream.range(0, groups.size()).filter(i -> groups.get(i) != null).toArray();
    Frame rows = sample.columns().select(known);
    String name = name(attributes, ProtectedAttribute::attribute);
    String reference = name(attributes, ProtectedAttribute::reference);
    Map<String, Told> label = labelToldBy(sample);
    List<Figure> figures = new ArrayList<>();
    Map<String, Boolean> lessTelling = new TreeMap<>();
    for (String group : new TreeSet<>(groups.stream().filter(Objects::nonNull).toList())) {
      boolean[] members = new boolean[known.length];
      for (int i = 0; i < known.length; i++) {
        members[i] = group.equals(groups.get(known[i]));
      }
      if (group.equals(reference) || !Predictability.isPossible(members)) {
        continue;
      }
      Map<String, Told> told = told(rows, members);
      told.forEach((old, one) -> figures.add(figure(name, group, members, one, label.get(old))));
      lessTelling.put(group, told.values().stream().allMatch(Told::isLess));
    }
    return new Found(figures, lessTelling);
  }

  private static String name(
      List<ProtectedAttribute> attributes, Function<ProtectedAttribute, String> part) {
    return Intersections.name(attributes.stream().map(part).toList());
  }

  private static Figure figure(
      String attribute, String group, boolean[] members, Told told, @Nullable Told label) {
    int count = 0;
    for (boolean member : members) {
      count += member ? 1 : 0;
    }
    return Figure.of("proxy-auc")
        .on(attribute)
        .group(group, "rest")
        .value(told.substitute().auc())
        .interval(told.substitute().curve().interval(CONFIDENCE))
        .rows(count)
        .convention(
            "cross-validated area under the ROC curve with which the column in a feature's place"
                + " tells the group from the rest")
        .note(
            told.words("How well they tell the group")
                + "The new one's less the old one's: "
                + Figure.format(told.change().low())
                + " to "
                + Figure.format(told.change().high())
                + ". "
                + (label == null ? "" : label.words("How well they tell the label"))
                + (told.isLess()
                    ? ""
                    : "The new column tells the group no less than the old one, as far as this"
                        + " interval shows."));
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
