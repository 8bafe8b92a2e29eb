package dev.countersign.gates;

import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.List;
import java.util.Optional;

/**
 * The same bands with the people on the boundary put on its other side: whether {@code >25} or
 * {@code >=25} is the reference decides German credit.
 */
public final class OtherBoundary {
  /** What is said where {@link #hasTwoEnds}. */
  public static final String NOT_TURNED =
      "A band has two ends: nobody was put on the other side of a boundary to see whether that"
          + " would turn the verdict.";

  private OtherBoundary() {}

  /**
   * Whether one of the bands has two ends. Which neighbour the people on such an end belong to
   * hangs on whether numbers are whole, which bands don't say.
   */
  public static boolean hasTwoEnds(ProtectedAttribute attribute) {
    List<String> bands = attribute.bands();
    return bands != null && bands.stream().anyMatch(band -> band.contains(".."));
  }

  /** The attribute cut the other way; empty without bands, or where one has two ends. */
  public static Optional<ProtectedAttribute> of(ProtectedAttribute attribute) {
    List<String> bands = attribute.bands();
    if (bands == null || hasTwoEnds(attribute)) {
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
