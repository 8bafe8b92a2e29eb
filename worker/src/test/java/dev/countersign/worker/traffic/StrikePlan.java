package dev.countersign.worker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Every process killed while each step bakes and while one is applied, and everything else that can
 * befall a rollout at some instant of some step, in a seeded order.
 */
final class StrikePlan {
  private static final Duration JUMP = Duration.ofHours(1);

  private final LiveTraffic bed;
  private final Callers callers;
  private final int steps;
  private final Random random;

  StrikePlan(LiveTraffic bed, Callers callers, int steps, Random random) {
    this.bed = bed;
    this.callers = callers;
    this.steps = steps;
    this.random = random;
  }

  /** One round: each kill at each step, everything else once. */
  List<Strike> round() {
    List<Strike> strikes = new ArrayList<>();
    for (Blow kill : kills()) {
      for (int step = 0; step < steps; step++) {
        strikes.add(strike(kill, step, Strike.Moment.BAKING));
      }
      strikes.add(strike(kill, random.nextInt(steps), Strike.Moment.APPLYING));
    }
    for (Blow other : others()) {
      Strike.Moment moment = Strike.Moment.values()[random.nextInt(2)];
      strikes.add(strike(other, random.nextInt(steps), moment));
    }
    Collections.shuffle(strikes, random);
    return strikes;
  }

  private Strike strike(Blow blow, int step, Strike.Moment moment) {
    int delay = random.nextInt(moment == Strike.Moment.APPLYING ? 12 : 500);
    return new Strike(blow, step, moment, delay, 200 + random.nextInt(2000));
  }

  private List<Blow> kills() {
    return List.of(
        Blow.killing(bed.testbed.worker()),
        Blow.killing(bed.haproxy).withOutage(callers),
        Blow.killing(bed.agent),
        Blow.killing(bed.testbed.temporal()));
  }

  private List<Blow> others() {
    return List.of(
        Blow.stalling(bed.testbed.worker()),
        Blow.stalling(bed.haproxy),
        Blow.stalling(bed.agent),
        behaving("stall of the network", AgentLink.Manner.STALLED),
        behaving("a router that says yes and does no", AgentLink.Manner.LYING),
        Blow.of("a stale worker of an older generation", this::sendStale, () -> {}),
        setting("the router's clock an hour ahead", JUMP),
        setting("the router's clock an hour back", JUMP.negated()),
        Blow.terminating(bed.testbed.temporal()),
        Blow.resetting(bed.testbed.temporal()));
  }

  private Blow behaving(String name, AgentLink.Manner manner) {
    return Blow.of(
        name, () -> bed.link.behave(manner), () -> bed.link.behave(AgentLink.Manner.PASSING));
  }

  private Blow setting(String name, Duration ahead) {
    return Blow.of(name, () -> bed.clock.set(ahead), () -> bed.clock.set(Duration.ZERO));
  }

  /** Whatever an older generation asks, under any name, is refused and moves nothing. */
  private void sendStale() {
    RouteObservation now = bed.router.observe();
    Route route = Objects.requireNonNull(now.route());
    for (String holder : List.of(String.valueOf(now.holder()), "rollout/of/yesterday@1")) {
      RouteIntent older =
          new RouteIntent(
              now.environment(),
              now.model(),
              holder,
              now.generation() - 1,
              route.givenBack(),
              RepeatedRollout.LEASE);
      LeaseClaim claim = older.claim();
      assertThat(
              List.of(
                  bed.router.apply(older),
                  bed.router.renew(claim),
                  bed.router.commit(older),
                  bed.router.giveBack(claim)))
          .as("what generation %d of %s is told", older.generation(), holder)
          .allMatch(LeaseAnswer.Refused.class::isInstance);
    }
  }
}
