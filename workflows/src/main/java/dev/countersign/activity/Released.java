package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release that was done, as it was recorded.
 *
 * @param release the frozen release
 * @param run id of its first run
 * @param model what was released
 * @param incumbent what served before; null for a first release
 * @param at when
 * @param passport its passport
 */
public record Released(
    FrozenRelease release,
    String run,
    ModelRef model,
    @Nullable ModelRef incumbent,
    Instant at,
    EvidenceRef passport) {

  /**
   * The answer to a query.
   *
   * @param released the release, null when there is none
   */
  public record Found(@Nullable Released released) {}
}
