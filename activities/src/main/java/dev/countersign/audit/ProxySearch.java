package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.Sample;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.predictability.Predictability;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sample of the rows tells of how well features predict groups, and the label.
 *
 * @param sample the rows looked at
 * @param proxies by attribute and group
 * @param labelPredictors each feature alone, the most telling first; empty when there are too few
 *     rows of a label
 */
record ProxySearch(Sample sample, List<Proxies> proxies, List<Proxies.Feature> labelPredictors) {

  /** Features times rows times attributes that are looked at: about a minute's work. */
  private static final long MOST_CELLS = 2_000_000;

  private static final int FEWEST_ROWS = 500;

  static ProxySearch run(Dataset data, DataSpec spec, AuditOptions options, Progress progress) {
    List<ProtectedAttribute> attributes = spec.protectedAttributes();
    Sample sample =
        data.sample(
            data.auditRows(),
            data.features(),
            attributes,
            rows(data.features().size(), attributes.size() + 1, options.sampleRows()),
            options.seed());
    List<Proxies> found = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      progress.report("looking for proxies", 0.2 + 0.5 * i / attributes.size());
      found.addAll(Proxies.of(sample, attributes.get(i), options.seed()));
    }
    if (!Predictability.isPossible(sample.favourable())) {
      return new ProxySearch(sample, found, List.of());
    }
    Predictability label = Predictability.of(sample.columns(), sample.favourable(), options.seed());
    return new ProxySearch(
        sample,
        withCosts(found, label, data.features(), options.warnAbove()),
        label.ranked().stream().map(Proxies.Feature::of).toList());
  }

  private static int rows(int features, int searches, int wanted) {
    long affordable = MOST_CELLS / Math.max(1, (long) features * searches);
    return (int) Math.min(wanted, Math.max(FEWEST_ROWS, affordable));
  }

  /** For proxies that are warned of: what the label's area loses without them. */
  private static List<Proxies> withCosts(
      List<Proxies> found, Predictability label, List<String> features, double warnAbove) {
    List<Proxies> costed = new ArrayList<>();
    double whole = Double.NaN;
    for (Proxies proxies : found) {
      Proxies.Feature strongest = proxies.strongest();
      if (strongest == null || strongest.auc() < warnAbove || features.size() < 2) {
        costed.add(proxies);
        continue;
      }
      whole = Double.isNaN(whole) ? label.together(features).auc() : whole;
      List<String> others =
          features.stream().filter(name -> !name.equals(strongest.feature())).toList();
      costed.add(proxies.withCost(whole - label.together(others).auc()));
    }
    return costed;
  }

  /** How well the most telling feature alone predicts the label. */
  Figure labelLeakage() {
    Figure figure =
        Figure.of("label-leakage")
            .ratesOf("labels")
            .rows(sample.rows())
            .convention(
                "cross-validated area under the ROC curve with which the most telling feature alone"
                    + " predicts the label");
    if (labelPredictors.isEmpty()) {
      return figure.note("Too few rows of one label to cross-validate.");
    }
    Proxies.Feature strongest = labelPredictors.getFirst();
    return figure
        .value(strongest.auc())
        .interval(strongest.interval())
        .note("Most telling: " + strongest.feature() + ".");
  }
}
