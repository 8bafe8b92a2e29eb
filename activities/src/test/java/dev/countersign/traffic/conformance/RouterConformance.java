package dev.countersign.traffic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Refusal;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.TrafficException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promises of traffic that every router keeps, each tried with real requests. */
public abstract class RouterConformance extends ShadowConformance {
  private static final int UNITS = 300;
  private static final int RENEWED_EVERY = 50;

  @Test
  void aModelAnswersByVersionBeforeItHasTraffic() {
    accept(apply(1, audience(Audience.INTERNAL)));
    assertThat(callers.asking(candidate().version())).isEqualTo(candidate().version());
    assertThat(callers.asking(incumbent().version())).isEqualTo(incumbent().version());
    assertThat(callers.ask("x-countersign-version", "no such version").statusCode())
        .isGreaterThanOrEqualTo(400);
  }

  @Test
  void aShareOfUnitsIsThatShareAndTheSameUnitsOnEveryRouter() {
    if (!subject.can(RouterAbility.SHARES)) {
      assertShareIsRefused(25);
      return;
    }
    accept(apply(1, weighing(25)));
    Set<Integer> candidates = candidates(1);
    Set<Integer> expected =
        IntStream.range(0, UNITS)
            .filter(unit -> bucket("applicant-" + unit) < 25)
            .boxed()
            .collect(Collectors.toSet());
    assertThat(candidates).isEqualTo(expected);
  }

  @Test
  void growingNeverMovesAUnitBack() {
    Set<Integer> before = Set.of();
    long generation = 0;
    for (Route route : growing()) {
      accept(apply(++generation, route));
      Set<Integer> now = candidates(generation);
      assertThat(now).containsAll(before);
      before = now;
    }
    assertThat(before).hasSize(UNITS);
  }

  @Test
  void callersWithoutAUnitAreSpreadByWeight() {
    if (!subject.can(RouterAbility.SHARES)) {
      assertShareIsRefused(50);
      return;
    }
    accept(apply(1, weighing(50)));
    long candidates =
        IntStream.range(0, 400)
            .filter(_ -> callers.version().equals(candidate().version()))
            .count();
    assertThat(candidates / 400.0).isCloseTo(0.5, within(0.12));
  }

  @Test
  void anAudienceGetsTheCandidateByNameAndNobodyElseDoes() {
    accept(apply(1, audience(Audience.INTERNAL)));
    assertThat(callers.version("x-countersign-audience", "internal"))
        .isEqualTo(candidate().version());
    assertThat(callers.version("x-countersign-audience", "pilot")).isEqualTo(incumbent().version());
    assertThat(callers.version()).isEqualTo(incumbent().version());
    accept(apply(2, audience(Audience.PILOT)));
    assertThat(callers.version("x-countersign-audience", "internal"))
        .isEqualTo(candidate().version());
    assertThat(callers.version("x-countersign-audience", "pilot")).isEqualTo(candidate().version());
  }

  @Test
  void whatIsReadBackIsWhatWasAsked() {
    RouteIntent intent = intent(1, part(), LONG);
    accept(subject.router().apply(intent));
    assertThat(subject.router().observe().differences(intent)).isEmpty();
  }

  @Test
  void olderGenerationsOtherHoldersAndOtherRoutesAreRefusedAndMoveNothing() {
    accept(apply(5, weighing(100)));
    assertRefused(apply(4, part()), Refusal.STALE_GENERATION);
    assertRefused(apply(5, part()), Refusal.ALTERED);
    RouteIntent other =
        new RouteIntent("production", "credit-risk", "another", 5, weighing(100), LONG);
    assertRefused(subject.router().apply(other), Refusal.TAKEN);
    RouteIntent elsewhere = new RouteIntent("staging", "credit-risk", HOLDER, 9, part(), LONG);
    assertRefused(subject.router().apply(elsewhere), Refusal.FOREIGN);
    assertThat(callers.version()).isEqualTo(candidate().version());
    assertThat(subject.router().observe().generation()).isEqualTo(5);
  }

  @Test
  void deliveringTwiceIsDeliveringOnce() {
    RouteIntent intent = intent(1, weighing(100), LONG);
    accept(subject.router().apply(intent));
    accept(subject.router().apply(intent));
    assertThat(subject.router().observe().differences(intent)).isEmpty();
  }

  @Test
  void aLeaseThatIsNotRenewedGivesEverythingBackUnaided() {
    RouteIntent brief = intent(1, weighing(100), SHORT);
    accept(subject.router().apply(brief));
    assertThat(callers.version()).isEqualTo(candidate().version());
    awaitVersion(incumbent());
    awaitEnded();
    assertRefused(subject.router().renew(brief.claim()), Refusal.ENDED);
    assertThat(callers.version()).isEqualTo(incumbent().version());
  }

  @Test
  void aLeaseThatIsRenewedStands() {
    RouteIntent brief = intent(1, weighing(100), SHORT);
    accept(subject.router().apply(brief));
    for (int i = 0; i < 7; i++) {
      pause(500);
      accept(subject.router().renew(brief.claim()));
      assertThat(callers.version()).isEqualTo(candidate().version());
    }
  }

  @Test
  void givingBackIsAtOnceAndWhatComesLateComesTooLate() {
    accept(apply(1, weighing(100)));
    accept(subject.router().giveBack(claim(3)));
    assertThat(callers.version()).isEqualTo(incumbent().version());
    assertThat(subject.router().observe().settled()).isTrue();
    accept(subject.router().giveBack(claim(3)));
    assertRefused(apply(2, weighing(100)), Refusal.STALE_GENERATION);
    assertThat(callers.version()).isEqualTo(incumbent().version());
  }

  @Test
  void committingOutlivesTheLeaseAndKnowsTheFormer() {
    RouteIntent whole = intent(1, weighing(100), SHORT);
    accept(subject.router().apply(whole));
    accept(subject.router().commit(whole));
    accept(subject.router().commit(whole));
    pause(SHORT.toMillis() + 1000);
    assertThat(callers.version()).isEqualTo(candidate().version());
    RouteObservation observed = subject.router().observe();
    assertThat(observed.former()).isEqualTo(incumbent());
    assertThat(observed.route()).isNotNull();
    assertThat(observed.route().incumbent()).isEqualTo(candidate());
  }

  @Test
  void onlyAWholeRouteIsCommitted() {
    RouteIntent half = intent(1, part(), LONG);
    accept(subject.router().apply(half));
    assertRefused(subject.router().commit(half), Refusal.NOT_COMPLETE);
  }

  @Test
  void aModelThatIsNotDeployedIsRefusedBeforeAnythingMoves() {
    accept(apply(1, part()));
    ModelTarget ghost = new ModelTarget("ghost", "sha256:" + "e".repeat(64));
    Route route = new Route(incumbent(), ghost, people(), 100, Audience.NOBODY);
    assertThatThrownBy(() -> apply(2, route)).isInstanceOf(TrafficException.class);
    assertThat(subject.router().observe().generation()).isEqualTo(1);
  }

  @Test
  void noRequestIsLostWhileTrafficMoves() {
    accept(apply(1, part()));
    AtomicBoolean moving = new AtomicBoolean(true);
    CompletableFuture<Long> lost =
        CompletableFuture.supplyAsync(
            () -> {
              long failed = 0;
              while (moving.get()) {
                failed += callers.ask().statusCode() == 200 ? 0 : 1;
              }
              return failed;
            });
    for (long generation = 2; generation < 30; generation++) {
      accept(
          generation % 5 == 0
              ? subject.router().giveBack(claim(generation))
              : apply(
                  generation,
                  subject.can(RouterAbility.SHARES)
                      ? weighing(generation * 3 % 100)
                      : growing().get((int) generation % 3)));
    }
    moving.set(false);
    assertThat(lost.join()).isZero();
  }

  @Test
  @Tag(KILLS)
  void aKilledRouterComesBackWithItsRouteOrGivenBackAndKeepsItsGeneration() {
    RouteIntent intent = intent(7, weighing(100), LONG);
    accept(subject.router().apply(intent));
    killable().kill();
    killable().startAgain();
    assertThat(subject.router().observe().generation()).isEqualTo(7);
    assertThat(callers.version()).isIn(candidate().version(), incumbent().version());
    assertRefused(apply(6, part()), Refusal.STALE_GENERATION);
    accept(subject.router().giveBack(claim(8)));
    assertThat(callers.version()).isEqualTo(incumbent().version());
  }

  @Test
  @Tag(KILLS)
  void aRouterKilledForLongerThanTheLeaseComesBackWithTheIncumbent() {
    accept(subject.router().apply(intent(1, weighing(100), SHORT)));
    killable().kill();
    pause(SHORT.toMillis() + 500);
    killable().startAgain();
    assertThat(callers.version()).isEqualTo(incumbent().version());
    awaitEnded();
  }

  @Test
  void anAudienceNobodyIsInMovesNobody() {
    accept(apply(1, audience(Audience.INTERNAL)));
    for (int unit = 0; unit < 20; unit++) {
      assertThat(callers.version("x-countersign-unit", "applicant-" + unit))
          .isEqualTo(incumbent().version());
    }
  }

  @Test
  void aHolderOfAnOlderGenerationCannotGiveBackWhatIsNoLongerItsOwn() {
    accept(apply(3, weighing(100)));
    LeaseClaim stale = new LeaseClaim("production", "credit-risk", "an older rollout", 2);
    assertRefused(subject.router().giveBack(stale), Refusal.STALE_GENERATION);
    assertRefused(subject.router().renew(stale), Refusal.STALE_GENERATION);
    assertThat(callers.version()).isEqualTo(candidate().version());
  }

  private void assertShareIsRefused(double weight) {
    accept(apply(1, part()));
    assertThatThrownBy(() -> apply(2, weighing(weight))).isInstanceOf(TrafficException.class);
    assertThat(subject.router().observe().generation()).isEqualTo(1);
    assertThat(callers.version()).isEqualTo(incumbent().version());
  }

  /** Who gets the candidate; the lease is renewed meanwhile, for routers that take their time. */
  private Set<Integer> candidates(long generation) {
    Set<Integer> candidates = new HashSet<>();
    for (int unit = 0; unit < UNITS; unit++) {
      if (unit % RENEWED_EVERY == 0) {
        accept(subject.router().renew(claim(generation)));
      }
      String version = callers.version("x-countersign-unit", "applicant-" + unit);
      if (version.equals(candidate().version())) {
        candidates.add(unit);
      }
    }
    return candidates;
  }
}
