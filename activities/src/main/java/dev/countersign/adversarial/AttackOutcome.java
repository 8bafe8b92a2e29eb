package dev.countersign.adversarial;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What attacking one row came to.
 *
 * @param row index among the rows of the evaluation set
 * @param correct whether the model decided the row as its label says
 * @param favourable whether the decision was favourable
 * @param distance of the nearest changed row that is decided otherwise and keeps to the schema, in
 *     standardised units; null when none was found
 * @param certified distance within which the decision is proven to hold, in standardised units;
 *     null where nothing can be proven of this kind of model
 * @param attack which attack found the nearest
 * @param asked questions it cost
 * @param discarded whether the nearest one was thrown away because it left the schema or would not
 *     turn the decision when asked again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttackOutcome(
    int row,
    boolean correct,
    boolean favourable,
    @Nullable Double distance,
    @Nullable Double certified,
    @Nullable String attack,
    int asked,
    boolean discarded) {

  /** Whether no change within this distance can turn the decision. */
  boolean holdsWithin(double epsilon) {
    return certified != null && certified >= epsilon;
  }

  /** Whether the decision was turned within this distance. */
  boolean fooledWithin(double epsilon) {
    return distance != null && distance <= epsilon;
  }
}
