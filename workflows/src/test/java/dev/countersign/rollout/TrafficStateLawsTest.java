package dev.countersign.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever is sent, in whatever order, late or twice, by whomever: old state or new, never between.
 */
class TrafficStateLawsTest {
  private enum Verb {
    APPLY,
    RENEW,
    GIVE_BACK,
    COMMIT
  }

  /** One delivery, so many seconds (perhaps backwards) after the one before. */
  record Delivery(Verb verb, String holder, long generation, double weight, long after) {
    RouteIntent intent() {
      return Routes.intent(holder, generation, Routes.weighing(weight));
    }

    LeaseAnswer to(TrafficState state, Instant now) {
      return switch (verb) {
        case APPLY -> state.apply(intent(), now);
        case RENEW -> state.renew(intent().claim(), now);
        case GIVE_BACK -> state.giveBack(intent().claim(), now);
        case COMMIT -> state.commit(intent(), now);
      };
    }
  }

  @Provide
  Arbitrary<List<Delivery>> deliveries() {
    return Combinators.combine(
            Arbitraries.of(Verb.values()),
            Arbitraries.of("rollout-1", "rollout-2"),
            Arbitraries.longs().between(1, 6),
            Arbitraries.of(5.0, 25.0, 100.0),
            Arbitraries.longs().between(-5, 70))
        .as(Delivery::new)
        .list()
        .ofMaxSize(12);
  }

  @Property
  void generationsNeverFallAndWhatServesIsWhatServedOrAStandingLease(
      @ForAll("deliveries") List<Delivery> deliveries) {
    TrafficState state = Routes.fresh();
    Instant now = Routes.NOON;
    for (Delivery delivery : deliveries) {
      now = now.plusSeconds(delivery.after());
      TrafficState before = state.at(now);
      LeaseAnswer answer = delivery.to(state, now);
      state = answer.state();
      assertThat(state.generation()).isGreaterThanOrEqualTo(before.generation());
      switch (answer) {
        case LeaseAnswer.Refused refused -> {
          assertThat(refused.state()).isEqualTo(before);
          assertThat(refused.reason()).isNotBlank();
        }
        case LeaseAnswer.Accepted accepted -> {
          assertThat(accepted.state().generation()).isEqualTo(delivery.generation());
          assertThat(accepted.state().holder()).isEqualTo(delivery.holder());
        }
      }
      Lease lease = state.lease();
      if (lease != null) {
        assertThat(lease.standsAt(now)).isTrue();
        assertThat(lease.generation()).isEqualTo(state.generation());
      }
    }
  }

  @Property
  void deliveringTwiceIsDeliveringOnce(@ForAll("deliveries") List<Delivery> deliveries) {
    TrafficState state = Routes.fresh();
    Instant now = Routes.NOON;
    for (Delivery delivery : deliveries) {
      now = now.plusSeconds(delivery.after());
      state = delivery.to(state, now).state();
      assertThat(delivery.to(state, now).state()).isEqualTo(state);
    }
  }

  @Property
  void withoutRenewalEverythingIsGivenBack(@ForAll("deliveries") List<Delivery> deliveries) {
    TrafficState state = Routes.fresh();
    Instant now = Routes.NOON;
    for (Delivery delivery : deliveries) {
      now = now.plusSeconds(delivery.after());
      state = delivery.to(state, now).state();
    }
    TrafficState alone = state.at(now.plus(Routes.TTL).plus(Lease.CLOCK_TOLERANCE));
    assertThat(alone.lease()).isNull();
    assertThat(alone.incumbent()).isEqualTo(state.incumbent());
  }
}
