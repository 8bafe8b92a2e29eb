package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.stats.Ratio;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The same bands with the people on the boundary put on its other side: whether {@code >25} or
 * {@code >=25} is the reference decides German credit.
 *
 * @param declared the bands as the manifest states them
 * @param partition the same rows cut the other way
 */
record OtherBoundary(List<String> declared, Partition partition) {

  /** Cuts the other way; empty without bands, or where one has two ends. */
  static Optional<OtherBoundary> of(
      Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    ProtectedAttribute attribute = attributes.getFirst();
    List<String> bands = attribute.bands();
    if (attributes.size() > 1
        || bands == null
        || bands.stream().anyMatch(band -> band.contains(".."))) {
      return Optional.empty();
    }
    ProtectedAttribute turned =
        new ProtectedAttribute(
            attribute.attribute(),
            attribute.column(),
            bands.stream().map(OtherBoundary::turned).toList(),
            turned(attribute.reference()),
            attribute.use());
    return Optional.of(new OtherBoundary(bands, Partition.of(data, rows, List.of(turned))));
  }

  private static String turned(String band) {
    return band.contains("=") ? band.replace("=", "") : band.replace("<", "<=").replace(">", ">=");
  }

  /** What the ratio of a declared group would be, cut the other way. */
  OptionalDouble ratio(String declaredGroup) {
    return Ratio.of(
        partition.labelsOf(turned(declaredGroup)), partition.labelsOf(partition.reference()));
  }

  /** The boundary in words, for example {@code With the boundary at >=25}. */
  String words() {
    return "With the boundary drawn at " + partition.reference();
  }
}
