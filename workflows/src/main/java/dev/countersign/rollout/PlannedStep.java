package dev.countersign.rollout;

import dev.countersign.gate.CheckBar;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step of a rollout, ready to be judged.
 *
 * @param number from 1
 * @param name for people, for example {@code internal} or {@code 25 %}
 * @param audience who gets the candidate by name: this step's and every earlier one's
 * @param weight percent of everybody's traffic, in [0, 100]
 * @param bake how long it is watched before it may advance
 * @param checks bars on live metrics by check id, never empty
 */
public record PlannedStep(
    int number,
    String name,
    Audience audience,
    double weight,
    Duration bake,
    Map<String, CheckBar> checks) {

  /** Rejects steps that nobody watches or that hold nothing to a bar. */
  public PlannedStep {
    if (!(weight >= 0 && weight <= 100)) {
      throw new IllegalArgumentException(
          "step " + number + ": weight is a percentage from 0 to 100, not " + weight);
    }
    if (weight == 0 && audience == Audience.NOBODY) {
      throw new IllegalArgumentException(
          "step " + number + ": weight 0 and no audience shows the candidate to nobody");
    }
    if (audience == Audience.SHADOW && weight > 0) {
      throw new IllegalArgumentException(
          "step " + number + ": a shadow answers nobody, so its weight is 0, not " + weight);
    }
    if (bake.isNegative() || bake.isZero()) {
      throw new IllegalArgumentException("step " + number + ": a bake takes some time");
    }
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("step " + number + ": nothing to judge it by");
    }
    checks = Collections.unmodifiableMap(new TreeMap<>(checks));
  }

  /** Whether requests are mirrored to the candidate, and nobody gets its answers. */
  public boolean mirrors() {
    return audience == Audience.SHADOW;
  }

  /** Who gets the candidate, for people: for example {@code internal people}. */
  public String callers() {
    if (mirrors()) {
      return "a copy of every request";
    }
    if (weight == 0) {
      return name + " people";
    }
    return name.endsWith("%") ? name : name + " people and a share";
  }

  /** The route of this step. */
  public Route route(Route settled, ModelTarget candidate) {
    return new Route(settled.incumbent(), candidate, settled.fallback(), weight, audience);
  }
}
