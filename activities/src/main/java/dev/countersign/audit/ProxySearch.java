package dev.countersign.audit;

import dev.countersign.data.Sample;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.predictability.Predictability;
import dev.countersign.stats.DeLong;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sample of the rows tells of how well features predict groups, and the label.
 *
 * @param sample the rows looked at
 * @param proxies by attribute and group
 * @param costs what the label's area loses without the most telling features
 * @param labelPredictors how well each feature alone predicts the label
 */
record ProxySearch(
    Sample sample,
    List<Proxies> proxies,
    List<RemovalCost> costs,
    LabelPredictors labelPredictors) {

  /** So many features are left out by turns, if they tell a group at least so well. */
  private static final int COSTED = 3;

  private static final double TELLING = 0.6;

  /** With more features than this, none is left out: each would cost as much as all the rest. */
  private static final int MOST_COSTED = 200;

  /**
   * What leaving one feature out costs.
   *
   * @param cost by how much all features together predict the label better with it than without:
   *     difference of areas, cross-validated
   * @param interval of it, paired
   */
  record RemovalCost(String feature, double cost, Interval interval) {}

  /**
   * Looks at a sample.
   *
   * @param drawn features, the groups of every attribute, and labels
   */
  static ProxySearch run(
      AuditSample drawn,
      List<ProtectedAttribute> attributes,
      AuditOptions options,
      Progress progress) {
    Sample sample = drawn.searched();
    List<Proxies> found = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      progress.report("looking for proxies", 0.2 + 0.5 * i / attributes.size());
      found.addAll(Proxies.of(sample, attributes.get(i), options.seed()));
    }
    progress.report("looking at what proxies are worth", 0.7);
    return new ProxySearch(
        sample,
        found,
        costs(found, sample, options.seed()),
        LabelPredictors.of(sample, drawn.labels(), options.seed()));
  }

  /** What the label's area loses without the features that tell most of any group. */
  private static List<RemovalCost> costs(List<Proxies> found, Sample sample, long seed) {
    if (!Predictability.isPossible(sample.favourable())) {
      return List.of();
    }
    List<String> features = sample.columns().names();
    List<String> telling =
        found.stream()
            .flatMap(proxies -> proxies.features().stream())
            .filter(feature -> feature.auc() >= TELLING)
            .sorted(Comparator.comparingDouble(Proxies.Feature::auc).reversed())
            .map(Proxies.Feature::feature)
            .distinct()
            .limit(COSTED)
            .toList();
    if (telling.isEmpty() || features.size() < 2 || features.size() > MOST_COSTED) {
      return List.of();
    }
    Predictability label = Predictability.of(sample.columns(), sample.favourable(), seed);
    DeLong whole = label.together(features);
    List<RemovalCost> costs = new ArrayList<>();
    for (String feature : telling) {
      DeLong others =
          label.together(features.stream().filter(name -> !name.equals(feature)).toList());
      costs.add(
          new RemovalCost(feature, whole.auc() - others.auc(), whole.differenceFrom(others, 0.95)));
    }
    return costs;
  }

  /** What leaving a feature out costs; null where it was not looked at. */
  @Nullable RemovalCost costOf(String feature) {
    return costs.stream().filter(cost -> cost.feature().equals(feature)).findFirst().orElse(null);
  }
}
