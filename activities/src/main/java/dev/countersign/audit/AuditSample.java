package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.Sample;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows that stand for all judged ones where looking at each would cost too much: drawn once,
 * for columns, outliers and proxies alike.
 *
 * @param described for columns and outliers: features and protected columns, none that only names
 *     people
 * @param searched for proxies: features
 * @param labels of the rows searched
 */
record AuditSample(Sample described, Sample searched, LabelColumn labels) {
  /** Rows times columns that are brought into memory, at most. */
  private static final int MOST_CELLS = 5_000_000;

  /**
   * Features times rows times what they are asked to tell, attributes and the label: about a
   * minute's work.
   */
  private static final int MOST_SEARCHED = 2_000_000;

  private static final int FEWEST_ROWS = 500;

  static AuditSample draw(Dataset data, DataSpec spec, AuditOptions options) {
    List<String> columns = columns(data, spec);
    List<ProtectedAttribute> attributes = spec.protectedAttributes();
    long features = data.features().size();
    int described = rows(MOST_CELLS, columns.size(), options);
    int atMost = rows(MOST_SEARCHED, features * (attributes.size() + 1), options);
    List<String> label = List.of(spec.label().column());
    Sample all =
        data.sample(
            data.auditRows(),
            Stream.concat(columns.stream(), label.stream()).distinct().toList(),
            attributes,
            Math.max(described, atMost),
            options.seed());
    LabelColumn labels = labels(spec, all);
    int searched =
        rows(
            MOST_SEARCHED, features * (attributes.size() + LabelPredictors.asked(labels)), options);
    return new AuditSample(
        all.part(columns, described, options.seed()),
        all.part(data.features(), searched, options.seed()),
        labels(spec, all.part(label, searched, options.seed())));
  }

  private static LabelColumn labels(DataSpec spec, Sample sample) {
    return new LabelColumn(spec.label(), sample.columns().column(spec.label().column()));
  }

  private static int rows(int most, long each, AuditOptions options) {
    return (int) Math.min(options.sampleRows(), Math.max(FEWEST_ROWS, most / Math.max(1, each)));
  }

  private static List<String> columns(Dataset data, DataSpec spec) {
    Set<String> columns = new LinkedHashSet<>(data.features());
    spec.protectedAttributes().stream().map(ProtectedAttribute::column).forEach(columns::add);
    spec.pii().forEach(columns::remove);
    return List.copyOf(columns);
  }
}
