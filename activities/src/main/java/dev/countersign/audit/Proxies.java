package dev.countersign.audit;

import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.gate.Interval;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.predictability.NumberPredictability;
import dev.countersign.predictability.Predictability;
import dev.countersign.stats.DeLong;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well features give away who is in a group of a protected attribute, one against the rest.
 *
 * @param attribute the protected attribute
 * @param group the group told from all others
 * @param members how many of the group were looked at
 * @param features the most telling first; empty when it could not be measured
 * @param together all features together; null when it could not be measured
 */
record Proxies(
    String attribute,
    String group,
    long members,
    List<Feature> features,
    @Nullable Feature together) {

  private static final String TOGETHER = "all features together";

  /**
   * One feature alone, or all of them.
   *
   * @param auc area under the ROC curve; of a number that is ranked, the concordance
   */
  record Feature(String feature, double auc, Interval interval) {
    static Feature of(Predictability.Ranked ranked) {
      return new Feature(ranked.feature(), ranked.auc(), ranked.curve().interval(0.95));
    }

    static Feature of(NumberPredictability.Ranked ranked) {
      return new Feature(ranked.feature(), ranked.concordance(), ranked.ranking().interval(0.95));
    }
  }

  /** The most telling feature, or null when none could be measured. */
  @Nullable Feature strongest() {
    return features.isEmpty() ? null : features.getFirst();
  }

  /**
   * Looks at every group of an attribute but the reference; of more than two also at the reference.
   * A column whose use is {@code feature} is not its own proxy.
   */
  static List<Proxies> of(Sample sample, ProtectedAttribute attribute, long seed) {
    List<String> names =
        sample.columns().names().stream()
            .filter(
                name -> attribute.useOrDefault() != Use.FEATURE || !name.equals(attribute.column()))
            .toList();
    List<@Nullable String> groups = sample.groups().getOrDefault(attribute.attribute(), List.of());
    int[] known = IntStream.range(0, groups.size()).filter(i -> groups.get(i) != null).toArray();
    List<String> present =
        IntStream.of(known)
            .mapToObj(i -> String.valueOf(groups.get(i)))
            .distinct()
            .sorted()
            .toList();
    Frame features = select(sample.columns(), names, known);
    return present.parallelStream()
        .filter(group -> present.size() > 2 || !group.equals(attribute.reference()))
        .map(
            group -> {
              boolean[] members = new boolean[known.length];
              for (int i = 0; i < known.length; i++) {
                members[i] = group.equals(groups.get(known[i]));
              }
              return of(attribute.attribute(), group, features, members, seed);
            })
        .toList();
  }

  private static Proxies of(
      String attribute, String group, @Nullable Frame features, boolean[] members, long seed) {
    long count = IntStream.range(0, members.length).filter(i -> members[i]).count();
    if (features == null || !Predictability.isPossible(members)) {
      return new Proxies(attribute, group, count, List.of(), null);
    }
    Predictability predictability = Predictability.of(features, members, seed);
    DeLong together = predictability.together(features.names());
    return new Proxies(
        attribute,
        group,
        count,
        predictability.ranked().stream().map(Feature::of).toList(),
        new Feature(TOGETHER, together.auc(), together.interval(0.95)));
  }

  private static @Nullable Frame select(Frame frame, List<String> names, int[] rows) {
    if (names.isEmpty()) {
      return null;
    }
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, frame.column(name)));
    Frame chosen = new Frame(columns);
    return rows.length == frame.rows() ? chosen : chosen.select(rows);
  }
}
