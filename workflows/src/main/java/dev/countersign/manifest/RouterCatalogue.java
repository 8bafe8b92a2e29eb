package dev.countersign.manifest;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kinds of router a manifest may name, and what each can do. Intake refuses what a kind can't;
 * the conformance suite holds every kind to what stands here.
 */
public final class RouterCatalogue {
  /** What a manifest gets that names none. */
  public static final String EMBEDDED = "embedded";

  private static final Map<String, Set<RouterAbility>> KINDS =
      Map.of(
          EMBEDDED,
          EnumSet.allOf(RouterAbility.class),
          "haproxy",
          EnumSet.of(
              RouterAbility.SHARES, RouterAbility.REFERS, RouterAbility.FALLS_BACK_TO_MODELS),
          "webhook",
          EnumSet.of(
              RouterAbility.SHARES, RouterAbility.REFERS, RouterAbility.FALLS_BACK_TO_MODELS),
          "mlflow-alias",
          EnumSet.noneOf(RouterAbility.class));

  private RouterCatalogue() {}

  /** The kinds, in alphabetical order. */
  public static List<String> kinds() {
    return List.copyOf(new TreeMap<>(KINDS).keySet());
  }

  /**
   * What a kind can do.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static Set<RouterAbility> abilities(String kind) {
    Set<RouterAbility> abilities = KINDS.get(kind);
    if (abilities == null) {
      throw new IllegalArgumentException(
          "no router is of kind " + kind + "; there are " + String.join(", ", kinds()));
    }
    return Set.copyOf(abilities);
  }

  /** The kinds that can do something, for messages. */
  static String that(RouterAbility ability) {
    return String.join(
        ", ", kinds().stream().filter(kind -> abilities(kind).contains(ability)).toList());
  }
}
