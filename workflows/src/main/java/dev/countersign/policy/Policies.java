package dev.countersign.policy;

import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.binding.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The floors that come with the product: one policy a tier, as files in {@code policies/}. */
public final class Policies {
  private static final Map<RiskTier, PolicyReading> FLOORS = new EnumMap<>(RiskTier.class);

  static {
    for (RiskTier tier : List.of(RiskTier.MINIMAL, RiskTier.LIMITED, RiskTier.HIGH)) {
      PolicyReading floor = PolicyReader.read(text(tier));
      if (floor.pack() == null) {
        throw new IllegalStateException("the floor of " + tier + " is broken: " + floor.problems());
      }
      FLOORS.put(tier, floor);
    }
  }

  private Policies() {}

  /**
   * The floor of a tier.
   *
   * @throws IllegalArgumentException for {@link RiskTier#UNACCEPTABLE}, which has none
   */
  public static PolicyReading floor(RiskTier tier) {
    PolicyReading floor = FLOORS.get(tier);
    if (floor == null) {
      throw new IllegalArgumentException("nothing may be released on the tier " + tier);
    }
    return floor;
  }

  /** The floors, from mildest to strictest. */
  public static List<PolicyReading> floors() {
    return List.copyOf(FLOORS.values());
  }

  /**
   * The text of a tier's floor, as it is written.
   *
   * @throws IllegalArgumentException for {@link RiskTier#UNACCEPTABLE}, which has none
   */
  public static String text(RiskTier tier) {
    String name = "/policies/" + Shape.written(tier) + ".yaml";
    try (InputStream file = Policies.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalArgumentException("no policy " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
