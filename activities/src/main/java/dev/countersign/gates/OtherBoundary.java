package dev.countersign.gates;

import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.List;
import java.util.Optional;

/**
 * The same bands with the people on the boundary put on its other side: whether {@code >25} or
 * {@code >=25} is the reference decides German credit.
 */
public final class OtherBoundary {
  private OtherBoundary() {}

  /** The attribute cut the other way; empty without bands, or where one has two ends. */
  public static Optional<ProtectedAttribute> of(ProtectedAttribute attribute) {
    List<String> bands = attribute.bands();
    if (bands == null || bands.stream().anyMatch(band -> band.contains(".."))) {
      return Optional.empty();
    }
    return Optional.of(
        new ProtectedAttribute(
            attribute.attribute(),
            attribute.column(),
            bands.stream().map(OtherBoundary::turned).toList(),
            turned(attribute.reference()),
            attribute.use()));
  }

  /** What a band is called when its boundary belongs to the other side. */
  public static String turned(String band) {
    return band.contains("=") ? band.replace("=", "") : band.replace("<", "<=").replace(">", ">=");
  }

  /** The other cut in words, for example {@code With the boundary drawn at >=25}. */
  public static String words(String turnedReference) {
    return "With the boundary drawn at " + turnedReference;
  }
}
