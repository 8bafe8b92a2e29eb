package dev.countersign.rollout;

import static dev.countersign.rollout.Routes.NEW;
import static dev.countersign.rollout.Routes.NOON;
import static dev.countersign.rollout.Routes.OLD;
import static dev.countersign.rollout.Routes.OTHER;
import static dev.countersign.rollout.Routes.PEOPLE;
import static dev.countersign.rollout.Routes.TTL;
import static dev.countersign.rollout.Routes.after;
import static dev.countersign.rollout.Routes.fresh;
import static dev.countersign.rollout.Routes.intent;
import static dev.countersign.rollout.Routes.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrafficStateTest {
  private static final Instant LATER = NOON.plusSeconds(30);
  private static final Instant EXPIRED = NOON.plus(TTL);

  @Test
  void aHigherGenerationIsAcceptedAndALowerOneNever() {
    TrafficState five = after(intent(5, 25), NOON);
    assertThat(five.route()).isEqualTo(weighing(25));
    assertThat(five.apply(intent(6, 50), LATER).state().route()).isEqualTo(weighing(50));
    assertRefused(five.apply(intent(4, 50), LATER), Refusal.STALE_GENERATION);
    assertRefused(five.giveBack(intent(4, 0).claim(), LATER), Refusal.STALE_GENERATION);
    assertRefused(five.renew(intent(4, 25).claim(), LATER), Refusal.STALE_GENERATION);
  }

  @Test
  void whereTheIncumbentMayNotServeEitherTheFallbackGetsEverything() {
    TrafficState five = after(intent(5, 25), NOON);
    LeaseClaim unfit =
        new LeaseClaim("production", "credit-risk", "rollout-1", 6, "both answer errors");
    TrafficState degraded = five.giveBack(unfit, LATER).state();
    assertThat(degraded.route().rest()).isEqualTo(Role.FALLBACK);
    assertThat(degraded.route().candidate()).isNull();
    assertThat(degraded.former()).isEqualTo(Routes.OLD);
    assertThat(degraded.ended()).contains("both answer errors");
    assertThat(degraded.giveBack(unfit, LATER).state()).isEqualTo(degraded);
    assertThat(degraded.apply(intent(7, 5), LATER).state().incumbent())
        .as("the next rollout that names it brings it back")
        .isEqualTo(Routes.OLD);
    assertRefused(fresh().giveBack(unfit, NOON), Refusal.NO_FALLBACK);
  }

  @Test
  void theSameGenerationIsOneHoldersAndOneRoutes() {
    TrafficState five = after(intent(5, 25), NOON);
    assertRefused(five.apply(intent("rollout-2", 5, weighing(25)), LATER), Refusal.TAKEN);
    assertRefused(five.apply(intent(5, 50), LATER), Refusal.ALTERED);
    LeaseAnswer again = five.apply(intent(5, 25), LATER);
    assertThat(again).isInstanceOf(LeaseAnswer.Accepted.class);
    assertThat(again.state().lease().until()).isEqualTo(LATER.plus(TTL));
  }

  @Test
  void aLeaseThatIsNotRenewedGivesEverythingBackAndNeverStandsAgain() {
    TrafficState gone = after(intent(5, 25), NOON).at(EXPIRED);
    assertThat(gone.route()).isEqualTo(Route.settled(OLD, PEOPLE));
    assertThat(gone.ended()).contains("unaided");
    assertRefused(gone.renew(intent(5, 25).claim(), EXPIRED), Refusal.ENDED);
    assertRefused(gone.apply(intent(5, 25), EXPIRED), Refusal.ENDED);
    assertThat(gone.apply(intent(6, 25), EXPIRED).state().route()).isEqualTo(weighing(25));
  }

  @Test
  void aClockSetBackEndsALeaseInsteadOfLengtheningIt() {
    TrafficState granted = after(intent(5, 25), NOON);
    assertThat(granted.at(NOON.minusMillis(900)).lease()).isNotNull();
    assertThat(granted.at(NOON.minusSeconds(3600)).lease()).isNull();
  }

  @Test
  void givingBackTwiceIsGivingBackOnceAndALateApplyComesTooLate() {
    TrafficState five = after(intent(5, 25), NOON);
    TrafficState back = five.giveBack(intent(7, 0).claim(), LATER).state();
    assertThat(back.route()).isEqualTo(Route.settled(OLD, PEOPLE));
    assertThat(back.giveBack(intent(7, 0).claim(), LATER))
        .isEqualTo(new LeaseAnswer.Accepted(back));
    assertRefused(back.apply(intent(6, 50), LATER), Refusal.STALE_GENERATION);
    assertRefused(back.apply(intent(7, 50), LATER), Refusal.ENDED);
  }

  @Test
  void committingMakesTheCandidateTheIncumbentForGood() {
    TrafficState whole = after(intent(5, 100), NOON);
    TrafficState done = whole.commit(intent(5, 100), LATER).state();
    assertThat(done.route()).isEqualTo(Route.settled(NEW, PEOPLE));
    assertThat(done.former()).isEqualTo(OLD);
    assertThat(done.at(NOON.plusSeconds(86_400)).route()).isEqualTo(done.route());
    assertThat(done.commit(intent(5, 100), EXPIRED)).isEqualTo(new LeaseAnswer.Accepted(done));
  }

  @Test
  void onlyACandidateThatServesEverybodyUnderALeaseIsCommitted() {
    assertRefused(after(intent(5, 50), NOON).commit(intent(5, 50), LATER), Refusal.NOT_COMPLETE);
    assertRefused(after(intent(5, 50), NOON).commit(intent(6, 100), LATER), Refusal.NOT_COMPLETE);
    assertRefused(after(intent(5, 100), NOON).commit(intent(5, 100), EXPIRED), Refusal.ENDED);
  }

  @Test
  void aRouteAgainstAnotherIncumbentThanServesIsRefused() {
    TrafficState done = after(intent(5, 100), NOON).commit(intent(5, 100), LATER).state();
    assertRefused(done.apply(intent(6, 5), LATER), Refusal.OTHER_INCUMBENT);
    Route next = new Route(NEW, OTHER, PEOPLE, 5, Audience.NOBODY);
    assertThat(done.apply(intent("rollout-2", 6, next), LATER).state().route()).isEqualTo(next);
  }

  @Test
  void aRouterOfAnotherEnvironmentRefuses() {
    TrafficState staging = TrafficState.fresh("staging", "credit-risk");
    assertRefused(staging.apply(intent(1, 5), NOON), Refusal.FOREIGN);
  }

  @Test
  void aFirstReleaseFallsBackToWhatTheManifestNames() {
    Route first = new Route(null, NEW, PEOPLE, 5, Audience.NOBODY);
    TrafficState gone = after(intent("rollout-1", 1, first), NOON).at(EXPIRED);
    assertThat(gone.route()).isEqualTo(Route.settled(null, PEOPLE));
    assertThat(gone.route().rest()).isEqualTo(Role.FALLBACK);
    assertThat(fresh().route()).isNull();
  }

  private static void assertRefused(LeaseAnswer answer, Refusal refusal) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            LeaseAnswer.Refused.class, no -> assertThat(no.refusal()).isEqualTo(refusal));
  }
}
