package dev.countersign.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.passport.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever crosses into a history or a state file comes back as it went. */
class PayloadTest {
  static List<Object> payloads() {
    RouteIntent intent = Routes.intent(5, 25);
    TrafficState state = Routes.after(intent, Routes.NOON);
    PlannedStep step =
        new PlannedStep(
            1,
            "100 %",
            Audience.INTERNAL,
            100,
            Duration.ofSeconds(2),
            LiveBars.of(Map.of(), Map.of()));
    return List.of(
        intent,
        intent.claim(),
        state,
        state.apply(intent, Routes.NOON),
        state.giveBack(Routes.intent("rollout-2", 5, intent.route()).claim(), Routes.NOON),
        RouteObservation.of("embedded", state, Routes.NOON),
        new RolloutPlan(
            "production", List.of(step), List.of(), 20, Duration.ofMinutes(2), Routes.TTL),
        StepReading.unreadable("prometheus", Routes.NOON, Routes.NOON, "no answer"),
        new StepJudgement(new StepDecision.Hold("bakes", Routes.NOON), List.of()));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void comesBackAsItWent(Object payload) {
    assertThat(Json.read(Json.canonicalBytes(payload), payload.getClass())).isEqualTo(payload);
  }
}
