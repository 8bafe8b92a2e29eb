package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.testing.BrokenServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent may answer, and never does: nothing of it is taken for a yes. */
class RemoteRouterTest {
  private static final String ROUTED =
      """
      {"router": "haproxy", "environment": "production", "model": "credit-risk", "generation": 3,
       "route": {"incumbent": {"version": "1", "digest": "sha256:%1$s"},
                 "candidate": {"version": "2", "digest": "sha256:%2$s"},
                 "candidateWeight": %3$s, "audience": "NOBODY"},
       "observedAt": "2026-11-02T12:00:00Z"}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{\"router\": \"hap",
        "HTTP/1.1 204 No Content\r\n\r\n",
        ""
      })
  void garbageAndHalfAnswersLeaveTheRouteUnknown(String answer) {
    try (BrokenServer agent = BrokenServer.answering(answer, BrokenServer.End.CLOSED)) {
      RemoteRouter router = router(agent, Duration.ofSeconds(10));
      assertThatThrownBy(router::observe).isInstanceOf(TrafficException.class);
      assertThatThrownBy(() -> router.apply(intent(1, weighing(5))))
          .isInstanceOf(TrafficException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{\"router\": \"hap"})
  void anAnswerThatNeverComesOrNeverEndsIsAnError(String begun) {
    try (BrokenServer agent = BrokenServer.answering(begun, BrokenServer.End.OPEN)) {
      RemoteRouter router = router(agent, Duration.ofMillis(300));
      assertThatThrownBy(router::observe)
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("unknown until it is observed");
      assertThatThrownBy(() -> router.apply(intent(1, weighing(5))))
          .isInstanceOf(TrafficException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"150", "-1", "\"NaN\"", "\"half\"", "null"})
  void aShareThatIsNoneIsNoRoute(String share) {
    String body = ROUTED.formatted("1".repeat(64), "2".repeat(64), share);
    try (BrokenServer agent =
        BrokenServer.answering(BrokenServer.ok(body), BrokenServer.End.CLOSED)) {
      assertThatThrownBy(router(agent, Duration.ofSeconds(10))::observe)
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("answers what nobody understands");
    }
  }

  @Test
  void anAnswerWithoutAShareOrAGenerationIsNoRoute() {
    String whole = ROUTED.formatted("1".repeat(64), "2".repeat(64), "25");
    for (String left : List.of("\"candidateWeight\": 25, ", "\"generation\": 3,")) {
      assertThat(whole).contains(left);
      try (BrokenServer agent =
          BrokenServer.answering(
              BrokenServer.ok(whole.replace(left, "")), BrokenServer.End.CLOSED)) {
        assertThatThrownBy(router(agent, Duration.ofSeconds(10))::observe)
            .isInstanceOf(TrafficException.class)
            .hasMessageContaining("answers what nobody understands");
      }
    }
  }

  @Test
  void theSameWithAShareIsARoute() {
    String body = ROUTED.formatted("1".repeat(64), "2".repeat(64), "25");
    try (BrokenServer agent =
        BrokenServer.answering(BrokenServer.ok(body), BrokenServer.End.CLOSED)) {
      assertThat(router(agent, Duration.ofSeconds(10)).observe().route().candidateWeight())
          .isEqualTo(25);
    }
  }

  private static RemoteRouter router(BrokenServer agent, Duration patience) {
    return new RemoteRouter(agent.address(), "a token for tests only", patience);
  }
}
