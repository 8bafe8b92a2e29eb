package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What to do with a step now. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StepDecision.Advance.class, name = "advance"),
  @JsonSubTypes.Type(value = StepDecision.Hold.class, name = "hold"),
  @JsonSubTypes.Type(value = StepDecision.RollBack.class, name = "roll-back"),
  @JsonSubTypes.Type(value = StepDecision.Degrade.class, name = "degrade")
})
public sealed interface StepDecision {
  /** Why, in words. */
  String reason();

  /** Take the next step, or commit after the last. */
  record Advance(String reason) implements StepDecision {}

  /**
   * Stay, and look again.
   *
   * @param until when the answer changes whatever is measured; look earlier for news
   */
  record Hold(String reason, Instant until) implements StepDecision {}

  /** Give everything back. */
  record RollBack(String reason) implements StepDecision {}

  /** Give everything to the fallback: neither model may serve. */
  record Degrade(String reason) implements StepDecision {}
}
