package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.TTL;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.Refusal;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.ShiftedRouter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTrafficTest {
  @TempDir Path folder;
  private EmbeddedRouter router;
  private VerifiedTraffic traffic;

  @BeforeEach
  void start() {
    router = ShiftedRouter.start(folder);
    traffic = new VerifiedTraffic(router);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void movesCommitsAndGoesBackToTheFormer() {
    assertThat(traffic.shift(intent(1, weighing(25))).refused()).isNull();
    RouteIntent whole = intent(2, weighing(100));
    traffic.shift(whole);
    assertThat(traffic.commit(whole).observed().route().incumbent()).isEqualTo(NEW);

    RouteObservation restored = traffic.restoreFormer(NEW, "rollback-1", TTL);
    assertThat(restored.route().incumbent()).isEqualTo(OLD);
    assertThat(restored.former()).isEqualTo(NEW);
    RouteObservation again = traffic.restoreFormer(NEW, "rollback-1", TTL);
    assertThat(again.route()).isEqualTo(restored.route());
    assertThat(again.generation()).isEqualTo(restored.generation());
  }

  @Test
  void withoutAFormerThereIsNothingToGoBackTo() {
    traffic.shift(intent(1, weighing(25)));
    traffic.giveBack(intent(2, weighing(0)).claim());
    assertThatThrownBy(() -> traffic.restoreFormer(OLD, "rollback-1", TTL))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("no former incumbent");
  }

  @Test
  void givesBackEvenWhenItSentMoreThanItRemembers() {
    traffic.shift(intent(7, weighing(50)));
    RouteObservation observed = traffic.giveBack(intent(3, weighing(0)).claim());
    assertThat(observed.settled()).isTrue();
    assertThat(observed.generation()).isEqualTo(8);
  }

  @Test
  void leavesALaterRolloutAlone() {
    traffic.shift(intent(1, weighing(50)));
    RouteIntent later = new RouteIntent(ENVIRONMENT, MODEL, "rollout-2", 5, weighing(25), TTL);
    traffic.shift(later);
    assertThat(traffic.giveBack(intent(2, weighing(0)).claim()).route()).isEqualTo(later.route());
    assertThat(traffic.shift(intent(3, weighing(100))).refused().refusal())
        .isEqualTo(Refusal.STALE_GENERATION);
  }

  @Test
  void aRouterThatSaysYesAndDoesNoIsFoundOut() {
    router.apply(intent(1, weighing(5)));
    VerifiedTraffic deceived = new VerifiedTraffic(new YesMan(router));
    assertThatThrownBy(() -> deceived.shift(intent(2, weighing(25))))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("said yes but routes something else");
    assertThatThrownBy(() -> deceived.giveBack(intent(3, weighing(0)).claim()))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("said yes");
  }

  /** Agrees to everything and does nothing. */
  private record YesMan(TrafficRouter router) implements TrafficRouter {
    @Override
    public RouteObservation observe() {
      return router.observe();
    }

    @Override
    public void offer(ServedModel model) {}

    @Override
    public void standBy(Fallback fallback) {}

    @Override
    public LeaseAnswer apply(RouteIntent intent) {
      return yes();
    }

    @Override
    public LeaseAnswer renew(LeaseClaim claim) {
      return yes();
    }

    @Override
    public LeaseAnswer giveBack(LeaseClaim claim) {
      return yes();
    }

    @Override
    public LeaseAnswer commit(RouteIntent intent) {
      return yes();
    }

    private LeaseAnswer yes() {
      return router.renew(intent(1, weighing(5)).claim());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half a li", "{}", "[]", "null", "{\"answer\":\"accepted\"}"})
  void aRouterThatAnswersGarbageIsAnErrorNotAYes(String garbage) throws IOException {
    Answer answer = new Answer(200, "text/plain", garbage.getBytes(StandardCharsets.UTF_8));
    try (JsonServer server = JsonServer.onLoopback(0)) {
      server.serve("POST", "/control/apply", _ -> answer).start();
      RemoteRouter remote = new RemoteRouter(server.address(), "a token for tests only");
      assertThatThrownBy(() -> remote.apply(intent(1, weighing(5))))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("answers what nobody understands");
    }
  }

  @Test
  void aRouterThatIsNotThereIsAnError() {
    RemoteRouter remote =
        new RemoteRouter(URI.create("http://127.0.0.1:1"), "a token for tests only");
    assertThatThrownBy(remote::observe)
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("unknown until it is observed");
  }

  @Test
  void whoeverMovesTrafficBearsTheToken() throws IOException {
    try (JsonServer server = JsonServer.onLoopback(0)) {
      RouterControl.serve(server, router, "the right token of the day");
      server.start();
      RemoteRouter wrong = new RemoteRouter(server.address(), "a token for tests only");
      assertThatThrownBy(() -> wrong.apply(intent(1, weighing(5))))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("401");
      assertThat(router.observe().generation()).isZero();
    }
  }
}
