package dev.countersign.mitigation;

import dev.countersign.boosting.BoostedTrees;
import dev.countersign.boosting.OneHot;
import dev.countersign.boosting.Targets;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.mitigation.Alternatives.Tried;
import dev.countersign.repair.Repair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tries settings of mitigation on a sample of the training rows. Rows are dealt to three folds;
 * weights and repairs are learnt, and trees grown, from two of them, and decide the third.
 *
 * @param sample the rows
 * @param attributes the attributes whose groups, taken together, are evened out
 * @param spec the release's training, or what stands in for it
 * @param threshold a score at or above it decides favourably
 * @param seed of the folds
 */
record AlternativeSearch(
    Sample sample,
    List<ProtectedAttribute> attributes,
    TrainingSpec.XgBoost spec,
    double threshold,
    long seed) {
  static final String NOTHING = "nothing";
  private static final int FOLDS = 3;

  /** One row of a smaller group moves its rate by more than .05, whatever the setting does. */
  static final int FEWEST = 20;

  private static final double[] LEVELS = {0.25, 0.5, 0.75, 1};

  /** What one setting does before training. */
  interface Setting {
    /** Its name, the same in every list. */
    String name();

    /** Which columns are learnt from. */
    List<String> features();

    /** What rows of the training folds count, or null; from 0 none to 1 all of the weighing. */
    double weighing();

    /** How far features are repaired, from 0 to 1. */
    double repair();
  }

  private record Plain(String name, List<String> features, double weighing, double repair)
      implements Setting {}

  static Setting nothing(List<String> features) {
    return new Plain(NOTHING, features, 0, 0);
  }

  static Setting reweighing(List<String> features, double strength) {
    return new Plain("reweighing at strength " + strength, features, strength, 0);
  }

  static Setting repair(List<String> features, double level) {
    return new Plain("repair at level " + level, features, 0, level);
  }

  static Setting replacement(List<String> features) {
    return new Plain("feature replacement", features, 0, 0);
  }

  /** Every strength of reweighing. */
  static List<Setting> reweighings(List<String> features) {
    return Arrays.stream(LEVELS).mapToObj(level -> reweighing(features, level)).toList();
  }

  /** Every level of repair. */
  static List<Setting> repairs(List<String> features) {
    return Arrays.stream(LEVELS).mapToObj(level -> repair(features, level)).toList();
  }

  /** Groups too small to compare, by name. */
  List<String> leftOut() {
    return counts().entrySet().stream()
        .filter(group -> group.getValue() < FEWEST)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether there are two groups large enough to compare. */
  boolean comparesAny() {
    return counts().size() - leftOut().size() >= 2;
  }

  private Map<String, Long> counts() {
    return Members.names(sample, attributes).stream()
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(group -> group, TreeMap::new, Collectors.counting()));
  }

  /** Tries them all. */
  List<Tried> run(List<Setting> settings, Progress progress) {
    List<@Nullable String> groups = Members.names(sample, attributes);
    List<Tried> tried = new ArrayList<>();
    for (Setting setting : settings) {
      progress.report("trying " + setting.name(), (double) tried.size() / settings.size());
      tried.add(result(setting, groups, outOfFold(setting, groups)));
    }
    return tried;
  }

  private int[] folds() {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, sample.rows()).map(row -> random.nextInt(FOLDS)).toArray();
  }

  private double[] outOfFold(Setting setting, List<@Nullable String> groups) {
    int[] folds = folds();
    double[] scores = new double[sample.rows()];
    Frame rows = select(sample.columns(), setting.features());
    for (int fold = 0; fold < FOLDS; fold++) {
      int own = fold;
      int[] held = IntStream.range(0, scores.length).filter(r -> folds[r] == own).toArray();
      int[] learnt = IntStream.range(0, scores.length).filter(r -> folds[r] != own).toArray();
      Frame seen = rows;
      if (setting.repair() > 0) {
        seen =
            Repair.learn(rows.select(learnt), pick(groups, learnt), attributes, setting.repair())
                .apply(rows, groups);
      }
      OneHot inputs = OneHot.encode(seen);
      boolean[] labels = pick(sample.favourable(), learnt);
      double[] weights =
          setting.weighing() == 0
              ? null
              : weights(pick(groups, learnt), labels, setting.weighing());
      double[] answers =
          BoostedTrees.score(
              inputs.select(learnt),
              Targets.favourable(labels),
              weights,
              spec,
              inputs.select(held));
      for (int i = 0; i < held.length; i++) {
        scores[held[i]] = answers[i];
      }
    }
    return scores;
  }

  private double[] weights(List<@Nullable String> groups, boolean[] favourable, double strength) {
    Map<String, long[]> counts = new TreeMap<>();
    for (int row = 0; row < favourable.length; row++) {
      String group = groups.get(row);
      if (group != null) {
        counts.computeIfAbsent(group, g -> new long[2])[favourable[row] ? 1 : 0]++;
      }
    }
    List<GroupCount> rows = new ArrayList<>();
    counts.forEach((group, own) -> rows.add(new GroupCount(List.of(group), own[1], own[0])));
    Reweighing whole = Reweighing.of(rows, attributes);
    double[] weights = new double[favourable.length];
    for (int row = 0; row < weights.length; row++) {
      String group = groups.get(row);
      double own = group == null ? 1 : whole.weight(List.of(group), favourable[row]);
      weights[row] = 1 + strength * (own - 1);
    }
    return weights;
  }

  private Tried result(Setting setting, List<@Nullable String> groups, double[] scores) {
    Map<String, long[]> decided = new LinkedHashMap<>();
    boolean[] right = new boolean[scores.length];
    int hits = 0;
    for (int row = 0; row < scores.length; row++) {
      boolean favourable = scores[row] >= threshold;
      right[row] = favourable == sample.favourable()[row];
      hits += right[row] ? 1 : 0;
      String group = groups.get(row);
      if (group != null) {
        long[] own = decided.computeIfAbsent(group, g -> new long[2]);
        own[0] += favourable ? 1 : 0;
        own[1]++;
      }
    }
    double[] rates =
        decided.values().stream()
            .filter(own -> own[1] >= FEWEST)
            .mapToDouble(own -> (double) own[0] / own[1])
            .toArray();
    double high = Arrays.stream(rates).max().orElse(0);
    double low = Arrays.stream(rates).min().orElse(0);
    return new Tried(
        setting.name(),
        high - low,
        high == 0 ? 1 : low / high,
        (double) hits / scores.length,
        right,
        false,
        false);
  }

  private static Frame select(Frame rows, List<String> names) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, rows.column(name)));
    return new Frame(columns);
  }

  private static List<@Nullable String> pick(List<@Nullable String> values, int[] rows) {
    List<@Nullable String> picked = new ArrayList<>();
    for (int row : rows) {
      picked.add(values.get(row));
    }
    return picked;
  }

  private static boolean[] pick(boolean[] values, int[] rows) {
    boolean[] picked = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = values[rows[i]];
    }
    return picked;
  }
}
