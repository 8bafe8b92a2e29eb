package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Decisions of one side on requests that told none of an attribute's groups. No comparison of
 * groups counts them.
 *
 * @param attribute the protected attribute
 * @param role whose decisions
 * @param decisions how many told no group; null where the source does not say
 * @param of how many were made; null where the source does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ungrouped(String attribute, Role role, @Nullable Long decisions, @Nullable Long of) {

  /** Whether every decision is known to have told its group. */
  boolean isNone() {
    return decisions != null && decisions == 0;
  }

  /** How many, in words. */
  String words() {
    return decisions == null
        ? "of the %s's decisions it is not known how many".formatted(role.label())
        : "%d of %s of the %s's decisions"
            .formatted(decisions, of == null ? "unknown many" : of, role.label());
  }
}
