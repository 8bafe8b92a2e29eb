package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.OtherBoundary;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.stats.Proportion;
import dev.countersign.stats.Ratio;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Labels by the same bands with their boundaries on the other side.
 *
 * @param reference the band that others are compared with
 * @param labels per band its favourable labels
 */
record OtherCut(String reference, Map<String, Proportion> labels) {

  /** Counts the other way; empty for intersections, and where bands can't be turned. */
  static Optional<OtherCut> of(Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    return attributes.size() > 1
        ? Optional.empty()
        : OtherBoundary.of(attributes.getFirst())
            .map(
                turned ->
                    new OtherCut(
                        turned.reference(),
                        Partition.labels(data.groupCounts(rows, List.of(turned)))));
  }

  /** What the ratio of a declared group would be, cut the other way. */
  OptionalDouble ratio(String declaredGroup) {
    return Ratio.of(
        labels.getOrDefault(OtherBoundary.turned(declaredGroup), Partition.NOBODY),
        labels.getOrDefault(reference, Partition.NOBODY));
  }

  /** The cut in words. */
  String words() {
    return OtherBoundary.words(reference);
  }
}
