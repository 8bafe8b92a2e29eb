package dev.countersign.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The bar one check is held to, set before anything is measured.
 *
 * @param min smallest allowed value, if any
 * @param max largest allowed value, if any
 * @param maxDrop largest allowed loss against the incumbent, if any; in the check's own unit
 * @param severity what a failure does
 * @param decideOn estimate or interval
 * @param basis where the bar comes from: a law's article, a policy's line, or {@code manifest}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckBar(
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double maxDrop,
    Severity severity,
    DecideOn decideOn,
    @Nullable String basis) {

  /** The bounds on the value itself, or null when only {@code maxDrop} is set. */
  public @Nullable Bounds bounds() {
    return min == null && max == null ? null : new Bounds(min, max);
  }
}
