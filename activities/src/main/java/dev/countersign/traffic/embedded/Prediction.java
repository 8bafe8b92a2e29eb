package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.TrafficState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is answered.
 *
 * @param predictions per row the probability of the favourable class, in [0, 1]; absent when
 *     referred
 * @param favourable per row whether that is a favourable decision; absent when referred
 * @param servedBy who answered
 * @param referredTo who decides instead, when no model may
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Prediction(
    @Nullable List<Double> predictions,
    @Nullable List<Boolean> favourable,
    ServedBy servedBy,
    @Nullable Fallback referredTo) {

  /**
   * Who answered.
   *
   * @param role incumbent, candidate, fallback, or probe when asked for by version
   * @param version the model's version, or the fallback's name
   * @param digest the model's digest; absent for a fallback
   * @param generation the router's generation at that time
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ServedBy(String role, String version, @Nullable String digest, long generation) {
    static ServedBy model(String role, ModelTarget target, TrafficState state) {
      return new ServedBy(role, target.version(), target.digest(), state.generation());
    }

    static ServedBy fallback(Fallback fallback, TrafficState state) {
      return new ServedBy(Role.FALLBACK.label(), fallback.name(), null, state.generation());
    }
  }
}
