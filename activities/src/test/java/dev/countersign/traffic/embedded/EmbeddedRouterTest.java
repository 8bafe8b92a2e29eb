package dev.countersign.traffic.embedded;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.OTHER;
import static dev.countersign.traffic.Traffic.PEOPLE;
import static dev.countersign.traffic.Traffic.firstRelease;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.metrics.EmbeddedMetrics;
import dev.countersign.metrics.LiveReading;
import dev.countersign.metrics.MetricQuery;
import dev.countersign.metrics.SideCounts;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.StepReading;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.TrafficHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRouterTest {
  @TempDir Path folder;
  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-11-02T12:00:00Z"));
  private EmbeddedRouter router;
  private RouterClient client;

  @BeforeEach
  void start() {
    router =
        EmbeddedRouter.start(
            new RouterSettings(ENVIRONMENT, MODEL, folder, 0, clock::get), ShiftedScorer::load);
    client = RouterClient.of(router.address());
    router.offer(served(OLD));
    router.offer(served(NEW));
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void servesByWeightAndGrowingNeverMovesAUnitBack() {
    accept(intent(1, weighing(5)));
    var few = candidates();
    accept(intent(2, weighing(50)));
    var many = candidates();
    assertThat(few.length / 400.0).isCloseTo(0.05, within(0.04));
    assertThat(many.length / 400.0).isCloseTo(0.5, within(0.08));
    assertThat(many).contains(few);
  }

  private int[] candidates() {
    return IntStream.range(0, 400)
        .filter(unit -> "2".equals(client.version(TrafficHeaders.UNIT, "applicant-" + unit)))
        .toArray();
  }

  @Test
  void answersWithProbabilityDecisionAndWhoGaveIt() {
    accept(intent(1, weighing(100)));
    assertThat(client.predict(0.5).body())
        .isEqualTo(
            "{\"predictions\":[0.52],\"favourable\":[true],\"servedBy\":{\"role\":\"candidate\","
                + "\"version\":\"2\",\"digest\":\""
                + NEW.digest()
                + "\",\"generation\":1}}");
  }

  @Test
  void anAudienceGetsTheCandidateByNameAndNobodyElseDoes() {
    accept(intent(1, new Route(OLD, NEW, null, 0, Audience.INTERNAL)));
    assertThat(client.version(TrafficHeaders.AUDIENCE, "internal")).isEqualTo("2");
    assertThat(client.version(TrafficHeaders.AUDIENCE, "pilot")).isEqualTo("1");
    assertThat(client.version()).isEqualTo("1");
    assertThat(client.predict(0.3, TrafficHeaders.AUDIENCE, "friends").statusCode()).isEqualTo(400);
  }

  @Test
  void aModelAnswersByVersionBeforeItHasAnyTraffic() {
    assertThat(client.version(TrafficHeaders.VERSION, "2")).isEqualTo("2");
    assertThat(client.version(TrafficHeaders.VERSION, NEW.digest())).isEqualTo("2");
    assertThat(client.predict(0.3, TrafficHeaders.VERSION, "9").statusCode()).isEqualTo(404);
    assertThat(client.predict(0.3).statusCode()).isEqualTo(503);
  }

  @Test
  void versionsOfTheVerySameModelAnswerEachByItsName() {
    router.offer(served(new ModelTarget("3", NEW.digest())));
    assertThat(client.version(TrafficHeaders.VERSION, "2")).isEqualTo("2");
    assertThat(client.version(TrafficHeaders.VERSION, "3")).isEqualTo("3");
  }

  @Test
  void aLeaseThatIsNotRenewedGivesEverythingBackUnaided() {
    accept(intent(1, weighing(100)));
    clock.updateAndGet(now -> now.plusSeconds(59));
    assertThat(client.version()).isEqualTo("2");
    assertThat(router.renew(intent(1, weighing(100)).claim()))
        .isInstanceOf(LeaseAnswer.Accepted.class);
    clock.updateAndGet(now -> now.plusSeconds(59));
    assertThat(client.version()).isEqualTo("2");
    clock.updateAndGet(now -> now.plusSeconds(1));
    assertThat(client.version()).isEqualTo("1");
    assertThat(router.observe().ended()).contains("unaided");
  }

  @Test
  void aWallClockThatStandsStillDoesNotKeepALeaseAlive() throws InterruptedException {
    accept(intent(1, weighing(100), Duration.ofSeconds(1)));
    while ("2".equals(client.version())) {
      Thread.sleep(20);
    }
    assertThat(router.observe().settled()).isTrue();
  }

  @Test
  void findsRouteModelsAndPortAgainAfterARestart() {
    accept(intent(1, weighing(100)));
    router.close();
    int port = router.address().getPort();
    start();
    assertThat(router.address().getPort()).isEqualTo(port);
    assertThat(client.version()).isEqualTo("2");
    router.close();
    clock.updateAndGet(now -> now.plusSeconds(60));
    start();
    assertThat(client.version()).isEqualTo("1");
  }

  @Test
  void aRequestTheCandidateFailsIsAnsweredByTheIncumbentAndCounted() {
    accept(intent(1, weighing(100)));
    assertThat(client.predict(0.985).body()).contains("\"version\":\"1\"");
    assertThat(client.get("/metrics").body())
        .contains("countersign_errors_total{environment=\"production\"")
        .containsPattern("errors_total\\{.*generation=\"1\",.*role=\"candidate\".*} 1.0");
  }

  @Test
  void underAShadowDecisionsAreComparedAndAFailureOfTheCandidateIsNobodysButItsOwn() {
    accept(intent(1, new Route(OLD, NEW, PEOPLE, 0, Audience.SHADOW)));
    for (double x : new double[] {0.3, 0.485, 0.7, 0.985}) {
      assertThat(client.predict(x).body()).contains("\"version\":\"1\"");
    }
    EmbeddedMetrics metrics = new EmbeddedMetrics(router.address());
    MetricQuery query =
        new MetricQuery("production", "credit-risk", 1, Role.INCUMBENT, clock.get(), clock.get());
    SideCounts shadow;
    do {
      shadow = metrics.read(query, Role.CANDIDATE);
    } while (shadow.requests() < 4);
    assertThat(shadow.errors()).as("0.985 is beyond the candidate").isEqualTo(1);
    assertThat(shadow.compared()).isEqualTo(3);
    assertThat(shadow.differing()).as("0.485: refused by 1, accepted by 2").isEqualTo(1);
    assertThat(shadow.latency().n()).isEqualTo(3);
    SideCounts incumbent = metrics.read(query, Role.INCUMBENT);
    assertThat(incumbent.requests()).isEqualTo(4);
    assertThat(incumbent.errors()).isZero();
    StepReading reading = new LiveReading(metrics).look(query);
    assertThat(reading.figure(LiveMetric.DISAGREEMENT_RATE).orElseThrow().candidate().value())
        .isEqualTo(1 / 3.0);
  }

  @Test
  void whenBothFailTheFallbackIsNamed() {
    accept(intent(1, weighing(100)));
    assertThat(client.predict(7).body()).contains("\"referredTo\":{\"name\":\"manual review\"}");
  }

  @Test
  void aFirstReleaseRefersTheRestToTheFallback() {
    accept(intent(1, firstRelease(0.001, PEOPLE)));
    assertThat(client.version(TrafficHeaders.UNIT, "applicant-1")).isEqualTo("manual review");
    accept(intent(2, firstRelease(100, PEOPLE)));
    assertThat(client.version()).isEqualTo("2");
  }

  @Test
  void committingOutlivesTheLease() {
    accept(intent(1, weighing(100)));
    assertThat(router.commit(intent(1, weighing(100)))).isInstanceOf(LeaseAnswer.Accepted.class);
    clock.updateAndGet(now -> now.plusSeconds(86_400));
    assertThat(client.version()).isEqualTo("2");
    assertThat(router.observe().former()).isEqualTo(OLD);
  }

  @Test
  void aRouteToAModelThatIsNotHereIsRefusedBeforeAnythingMoves() {
    RouteIntent unknown = intent(1, new Route(OLD, OTHER, null, 5, Audience.NOBODY));
    assertThatThrownBy(() -> router.apply(unknown))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("offer it");
    assertThat(router.observe().generation()).isZero();
  }

  @Test
  void callersWhoSendNonsenseAreToldWhat() {
    accept(intent(1, weighing(0.001)));
    assertThat(client.predict(Double.NaN).statusCode()).isEqualTo(400);
    assertThat(client.get("/v1/models/credit-risk:predict").statusCode()).isEqualTo(405);
    assertThat(client.get("/v1/models").body()).contains("/metrics");
    assertThat(client.get("/route").body()).contains("\"candidateWeight\":0.001");
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
  }

  private void accept(RouteIntent intent) {
    assertThat(router.apply(intent)).isInstanceOf(LeaseAnswer.Accepted.class);
  }
}
