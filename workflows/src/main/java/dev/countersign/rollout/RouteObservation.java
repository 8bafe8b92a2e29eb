package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a router really routes, read back from it.
 *
 * @param router the kind of router and where it is, for people
 * @param environment for example {@code production}
 * @param model the model's name
 * @param generation the highest it ever accepted; 0 when there was none
 * @param holder who sent that
 * @param route what it serves; null when it was never told
 * @param leaseUntil when the candidate's share ends unless renewed; null without a lease
 * @param former the incumbent before this one
 * @param ended how the last lease ended
 * @param observedAt when it was read, by the router's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteObservation(
    String router,
    String environment,
    String model,
    long generation,
    @Nullable String holder,
    @Nullable Route route,
    @Nullable Instant leaseUntil,
    @Nullable ModelTarget former,
    @Nullable String ended,
    Instant observedAt) {

  /** Rejects an observation that does not say of what. */
  public RouteObservation {
    Objects.requireNonNull(environment, "an observation without an environment");
    Objects.requireNonNull(model, "an observation without a model");
    Objects.requireNonNull(observedAt, "an observation without a time");
  }

  /** What {@code state} routes at {@code now}. */
  public static RouteObservation of(String router, TrafficState state, Instant now) {
    TrafficState current = state.at(now);
    Lease lease = current.lease();
    return new RouteObservation(
        router,
        current.environment(),
        current.model(),
        current.generation(),
        current.holder(),
        current.route(),
        lease == null ? null : lease.until(),
        current.former(),
        current.ended(),
        now);
  }

  /** How what is routed differs from what was asked, in words; empty when it does not. */
  public List<String> differences(RouteIntent intent) {
    List<String> found = new ArrayList<>();
    compare(found, "environment", intent.environment(), environment);
    compare(found, "model", intent.model(), model);
    compare(found, "generation", intent.generation(), generation);
    compare(found, "holder", intent.holder(), holder);
    Route asked = intent.route();
    compare(found, "incumbent", asked.incumbent(), route == null ? null : route.incumbent());
    compare(found, "candidate", asked.candidate(), route == null ? null : route.candidate());
    compare(found, "weight", asked.candidateWeight(), route == null ? 0 : route.candidateWeight());
    compare(
        found, "audience", asked.audience(), route == null ? Audience.NOBODY : route.audience());
    if (asked.incumbent() == null) {
      compare(found, "fallback", asked.fallback(), route == null ? null : route.fallback());
    }
    return found;
  }

  private static void compare(
      List<String> found, String what, @Nullable Object asked, @Nullable Object routed) {
    if (!Objects.equals(asked, routed)) {
      found.add(what + " is " + routed + ", not " + asked);
    }
  }

  /** Whether no share of traffic depends on a lease: it is all the incumbent's or fallback's. */
  public boolean settled() {
    return route == null || route.candidate() == null;
  }
}
