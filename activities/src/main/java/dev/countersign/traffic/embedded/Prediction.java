package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.TrafficState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is answered.
 *
 * @param predictions per row the probability of the favourable class, in [0, 1], or the predicted
 *     number of a regression; absent when referred
 * @param favourable per row whether that is a favourable decision; absent when referred
 * @param servedBy who answered
 * @param answer the fallback's declared answer; absent when there is none
 * @param referredTo who decides instead, when no model may
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Prediction(
    @Nullable List<Double> predictions,
    @Nullable List<Boolean> favourable,
    ServedBy servedBy,
    @Nullable Map<String, Object> answer,
    @Nullable Fallback referredTo) {

  /** What a model answers. */
  static Prediction of(ServedBy by, double[] answers, List<Boolean> favourable) {
    return new Prediction(Arrays.stream(answers).boxed().toList(), favourable, by, null, null);
  }

  /** What a caller of no model is answered: whatever is declared, and who decides. */
  static Prediction referred(ServedBy by, Fallback fallback) {
    return new Prediction(
        null, null, by, fallback.answer(), new Fallback(fallback.name(), fallback.endpoint()));
  }

  /**
   * Who answered.
   *
   * @param role incumbent, candidate, fallback, or probe when asked for by version
   * @param version the model's version, or the fallback's name
   * @param digest the model's digest; absent for a fallback that is none
   * @param generation the router's generation at that time
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ServedBy(String role, String version, @Nullable String digest, long generation) {
    static ServedBy model(String role, ModelTarget target, TrafficState state) {
      return new ServedBy(role, target.version(), target.digest(), state.generation());
    }

    static ServedBy fallback(Fallback fallback, TrafficState state) {
      return fallback(Role.FALLBACK.label(), fallback, state);
    }

    static ServedBy fallback(String role, Fallback fallback, TrafficState state) {
      ModelTarget older = fallback.model();
      return new ServedBy(
          role, fallback.version(), older == null ? null : older.digest(), state.generation());
    }
  }
}
