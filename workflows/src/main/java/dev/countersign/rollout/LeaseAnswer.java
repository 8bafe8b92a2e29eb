package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/** What became of a request to move traffic. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LeaseAnswer.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = LeaseAnswer.Refused.class, name = "refused")
})
public sealed interface LeaseAnswer {
  /** The state afterwards; unchanged when refused. */
  TrafficState state();

  /** Done, now or by an earlier delivery of the same request. */
  record Accepted(TrafficState state) implements LeaseAnswer {
    public Accepted {
      Objects.requireNonNull(state, "an answer without a state");
    }
  }

  /**
   * Not done.
   *
   * @param refusal why, for programs
   * @param reason why and what to do next, for people
   */
  record Refused(TrafficState state, Refusal refusal, String reason) implements LeaseAnswer {
    public Refused {
      Objects.requireNonNull(state, "an answer without a state");
      Objects.requireNonNull(refusal, "a refusal that does not say why");
    }
  }
}
