package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.http.JsonServer;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterSettings;
import dev.countersign.traffic.embedded.ShiftedScorer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two routers, each reached over HTTP, one of which may be cut off. */
class FleetRouterTest {
  private static final String TOKEN = "a token for tests only";

  @TempDir Path folder;
  private Member near;
  private Member far;
  private FleetRouter fleet;

  @BeforeEach
  void start() throws IOException {
    near = new Member(folder.resolve("near"));
    far = new Member(folder.resolve("far"));
    fleet = new FleetRouter(List.of(near.remote, far.remote));
    fleet.offer(served(OLD));
    fleet.offer(served(NEW));
  }

  @AfterEach
  void stop() {
    near.close();
    far.close();
  }

  @Test
  void allRouteWhatOneIsAsked() {
    accept(fleet.apply(intent(1, weighing(25))));
    assertThat(near.router.observe().route()).isEqualTo(weighing(25));
    assertThat(far.router.observe().route()).isEqualTo(weighing(25));
    assertThat(fleet.observe().differences(intent(1, weighing(25)))).isEmpty();
  }

  @Test
  void oneThatIsOutOfReachLetsAllGiveBackWithinTheLease() throws Exception {
    RouteIntent brief = intent(1, weighing(50), Duration.ofSeconds(2));
    accept(fleet.apply(brief));
    far.cut();
    assertThatThrownBy(() -> fleet.renew(brief.claim()))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("1 of 2 routers can't be asked");
    while (!near.router.observe().settled() || !far.router.observe().settled()) {
      Thread.sleep(20);
    }
    assertThat(near.router.observe().route()).isEqualTo(far.router.observe().route());
  }

  @Test
  void oneThatMissedTheCommitCatchesUpThoughItsLeaseHasEnded() throws Exception {
    RouteIntent whole = intent(1, weighing(100), Duration.ofSeconds(2));
    accept(fleet.apply(whole));
    accept(near.router.commit(whole)); // the far one was cut off in between
    far.cut();
    while (!far.router.observe().settled()) {
      Thread.sleep(20);
    }
    far.mend();
    assertThat(fleet.observe().route().incumbent()).isEqualTo(OLD);
    accept(fleet.commit(whole));
    assertThat(near.router.observe().route().incumbent()).isEqualTo(NEW);
    assertThat(far.router.observe().route().incumbent()).isEqualTo(NEW);
    assertThat(near.router.observe().generation()).isEqualTo(far.router.observe().generation());
  }

  @Test
  void whereOneRoutesSomethingElseTheChangeIsNotDone() {
    accept(fleet.apply(intent(1, weighing(25))));
    accept(far.router.apply(intent(2, weighing(50))));
    assertThat(fleet.observe().differences(intent(2, weighing(50)))).isNotEmpty();
  }

  @Test
  void oneThatRefusesRefusesForAll() {
    accept(far.router.apply(intent(7, weighing(5))));
    assertThat(fleet.apply(intent(3, weighing(25))))
        .isInstanceOfSatisfying(
            LeaseAnswer.Refused.class,
            refused -> assertThat(refused.state().generation()).isEqualTo(7));
  }

  private static void accept(LeaseAnswer answer) {
    assertThat(answer).isInstanceOf(LeaseAnswer.Accepted.class);
  }

  /** A router with its control, which can be cut off while the router goes on. */
  private static final class Member implements AutoCloseable {
    final EmbeddedRouter router;
    final RemoteRouter remote;
    private final InetSocketAddress address;
    private JsonServer control;

    Member(Path folder) throws IOException {
      router =
          EmbeddedRouter.start(RouterSettings.of(ENVIRONMENT, MODEL, folder), ShiftedScorer::load);
      control = JsonServer.onLoopback(0);
      RouterControl.serve(control, router, TOKEN);
      control.start();
      address = new InetSocketAddress("127.0.0.1", control.address().getPort());
      remote = new RemoteRouter(control.address(), TOKEN);
    }

    void cut() {
      control.close();
    }

    void mend() throws IOException {
      control = JsonServer.on(address);
      RouterControl.serve(control, router, TOKEN);
      control.start();
    }

    @Override
    public void close() {
      control.close();
      router.close();
    }
  }
}
