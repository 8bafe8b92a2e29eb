package dev.countersign.audit;

import dev.countersign.audit.ColumnProfile.Spread;
import dev.countersign.data.ColumnFact;
import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Describes columns from a sample of the judged rows, and from counts of all of them.
 *
 * @param facts missing values, extremes and means by column, of all judged rows
 */
record Profiler(Sample sample, List<ProtectedAttribute> attributes, Map<String, ColumnFact> facts) {

  List<ColumnProfile> profiles() {
    return sample.columns().names().stream().map(this::profile).toList();
  }

  private ColumnProfile profile(String name) {
    Frame.Column column = sample.columns().column(name);
    ColumnFact fact = Objects.requireNonNull(facts.get(name), name);
    Map<Object, Integer> counts = counts(column);
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    double rows = Math.max(1, sample.rows());
    boolean isNumeric = column instanceof Frame.Numbers;
    int rare =
        isNumeric
            ? 0
            : (int) counts.values().stream().filter(n -> n < ColumnProfile.RARE * rows).count();
    return new ColumnProfile(
        name,
        isNumeric,
        fact.missing(),
        counts.size(),
        most / rows,
        rare,
        fact.numbers(),
        column instanceof Frame.Numbers(double[] values) ? NumberShape.of(values) : null,
        column instanceof Frame.Texts(@Nullable String[] values) ? TextShape.of(values) : null,
        spreads(Bins.of(column)));
  }

  /** By value how often it occurs; a missing one is a value too. */
  private static Map<Object, Integer> counts(Frame.Column column) {
    Map<Object, Integer> counts = new HashMap<>();
    switch (column) {
      case Frame.Numbers(double[] values) -> {
        for (double value : values) {
          counts.merge(value, 1, Integer::sum);
        }
      }
      case Frame.Texts(@Nullable String[] values) -> {
        for (String value : values) {
          counts.merge(Objects.requireNonNullElse(value, ""), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private List<Spread> spreads(Bins bins) {
    List<Spread> spreads = new ArrayList<>();
    for (ProtectedAttribute attribute : attributes) {
      List<@Nullable String> groups =
          sample.groups().getOrDefault(attribute.attribute(), List.of());
      List<String> names =
          List.copyOf(new TreeSet<>(groups.stream().filter(Objects::nonNull).toList()));
      if (!names.isEmpty()) {
        spreads.add(spread(attribute, names, groups, bins));
      }
    }
    return spreads;
  }

  private static Spread spread(
      ProtectedAttribute attribute, List<String> names, List<@Nullable String> groups, Bins bins) {
    double[][] shares = new double[bins.names().size()][names.size()];
    double[] rows = new double[names.size()];
    for (int row = 0; row < groups.size(); row++) {
      String group = groups.get(row);
      if (group != null) {
        int g = names.indexOf(group);
        shares[bins.codes()[row]][g]++;
        rows[g]++;
      }
    }
    for (double[] value : shares) {
      for (int g = 0; g < rows.length; g++) {
        value[g] /= rows[g];
      }
    }
    return new Spread(
        attribute.attribute(),
        names,
        bins.names(),
        Arrays.stream(shares).map(value -> Arrays.stream(value).boxed().toList()).toList(),
        distance(shares, names.indexOf(attribute.reference())));
  }

  /** Total variation distance from the reference; 0 where it has no rows. */
  private static double distance(double[][] shares, int reference) {
    if (reference < 0 || shares.length == 0) {
      return 0;
    }
    double largest = 0;
    for (int g = 0; g < shares[0].length; g++) {
      double sum = 0;
      for (double[] value : shares) {
        sum += Math.abs(value[g] - value[reference]);
      }
      largest = Math.max(largest, sum / 2);
    }
    return largest;
  }
}
