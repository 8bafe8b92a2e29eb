package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who claims which lease: what renewing and giving back need to say.
 *
 * @param environment for example {@code production}
 * @param model the model's name
 * @param holder the rollout that claims it
 * @param generation for a renewal the lease's own; to give back, a higher one than any sent before,
 *     so that whatever is still on its way arrives too late
 * @param unfit why the incumbent may not serve either, to give back to the fallback; null to give
 *     back to what served before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaseClaim(
    String environment, String model, String holder, long generation, @Nullable String unfit) {

  /** A claim that leaves the incumbent as it is. */
  public LeaseClaim(String environment, String model, String holder, long generation) {
    this(environment, model, holder, generation, null);
  }
}
