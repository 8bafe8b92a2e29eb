package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything a router has to remember of one model in one environment, and the only ways in which
 * it changes. What serves outlives any rollout; what a rollout adds is a lease. The rules of
 * fencing:
 *
 * <ul>
 *   <li>a higher generation is accepted; a lower one never;
 *   <li>the same generation is accepted only from the same holder with the same content, while its
 *       lease stands: a repeated delivery, or a renewal;
 *   <li>a lease that ended never stands again: its holder needs a higher generation.
 * </ul>
 *
 * @param environment for example {@code production}
 * @param model the model's name
 * @param generation the highest ever accepted; 0 when there was none
 * @param holder who sent it
 * @param incumbent what serves without a lease
 * @param fallback what serves when no model may
 * @param former the incumbent before this one, for a rollback after the release
 * @param lease the candidate's share, if any
 * @param ended how the last lease ended, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrafficState(
    String environment,
    String model,
    long generation,
    @Nullable String holder,
    @Nullable ModelTarget incumbent,
    @Nullable Fallback fallback,
    @Nullable ModelTarget former,
    @Nullable Lease lease,
    @Nullable String ended) {

  /** Rejects a state that does not say of what. */
  public TrafficState {
    Objects.requireNonNull(environment, "a state without an environment");
    Objects.requireNonNull(model, "a state without a model");
  }

  /** A router that has never been asked for anything. */
  public static TrafficState fresh(String environment, String model) {
    return new TrafficState(environment, model, 0, null, null, null, null, null, null);
  }

  /** This state at a later time: a lease that no longer stands is gone. */
  public TrafficState at(Instant now) {
    if (lease == null || lease.standsAt(now)) {
      return this;
    }
    return interrupted("not renewed until " + lease.until() + "; gave everything back unaided");
  }

  /** What is to be served; null as long as nobody ever named an incumbent or a fallback. */
  public @Nullable Route route() {
    if (lease != null) {
      return lease.route();
    }
    return incumbent == null && fallback == null ? null : Route.settled(incumbent, fallback);
  }

  /** Moves traffic as {@code intent} says, or says why not. */
  public LeaseAnswer apply(RouteIntent intent, Instant now) {
    TrafficState current = at(now);
    LeaseAnswer.Refused refused = current.fence(intent.claim());
    if (refused != null) {
      return refused;
    }
    if (intent.generation() == generation) {
      return current.repeat(intent, now);
    }
    ModelTarget named = intent.route().incumbent();
    if (incumbent != null && !incumbent.equals(named)) {
      return current.refuse(
          Refusal.OTHER_INCUMBENT,
          "version %s serves %s in %s, but the route names %s as incumbent; release against what serves"
              .formatted(
                  incumbent.shown(), model, environment, named == null ? "none" : named.shown()));
    }
    Route route = intent.route();
    Lease granted =
        route.candidate() == null
            ? null
            : new Lease(intent.holder(), intent.generation(), route, now, intent.leaseTtl());
    return new LeaseAnswer.Accepted(
        new TrafficState(
            environment,
            model,
            intent.generation(),
            intent.holder(),
            named,
            route.fallback() == null ? fallback : route.fallback(),
            former,
            granted,
            granted == null ? "given back by " + intent.holder() : null));
  }

  private LeaseAnswer repeat(RouteIntent intent, Instant now) {
    if (lease == null) {
      boolean asked = intent.route().candidate() == null;
      return asked ? new LeaseAnswer.Accepted(this) : refuseEnded();
    }
    if (!lease.route().equals(intent.route()) || !lease.ttl().equals(intent.leaseTtl())) {
      return refuse(
          Refusal.ALTERED,
          "generation %d stands with another route; take a higher one".formatted(generation));
    }
    return new LeaseAnswer.Accepted(with(lease.renewedAt(now)));
  }

  /** Lets the lease stand for its whole length again, counted from {@code now}. */
  public LeaseAnswer renew(LeaseClaim claim, Instant now) {
    TrafficState current = at(now);
    LeaseAnswer.Refused refused = current.fence(claim);
    if (refused != null) {
      return refused;
    }
    if (current.lease == null || claim.generation() != generation) {
      return current.refuseEnded();
    }
    return new LeaseAnswer.Accepted(current.with(current.lease.renewedAt(now)));
  }

  /**
   * Gives everything back to what served before the lease; where the claim says that it may not
   * serve either, to the fallback. A model withdrawn like that is the former one from then on, and
   * nothing is routed to it until a rollout names it as incumbent again.
   */
  public LeaseAnswer giveBack(LeaseClaim claim, Instant now) {
    TrafficState current = at(now);
    LeaseAnswer.Refused refused = current.fence(claim);
    if (refused != null) {
      return refused;
    }
    String unfit = claim.unfit();
    if (unfit != null && fallback == null) {
      return current.refuse(
          Refusal.NO_FALLBACK,
          "no fallback of %s in %s is known to give everything to".formatted(model, environment));
    }
    boolean withdraw = unfit != null && incumbent != null;
    if (claim.generation() == generation && current.lease == null && !withdraw) {
      return new LeaseAnswer.Accepted(current);
    }
    return new LeaseAnswer.Accepted(
        new TrafficState(
            environment,
            model,
            claim.generation(),
            claim.holder(),
            withdraw ? null : incumbent,
            fallback,
            withdraw ? incumbent : former,
            null,
            withdraw
                ? "given to the fallback by " + claim.holder() + ": " + unfit
                : "given back by " + claim.holder()));
  }

  /** Makes the candidate of the lease the incumbent, for good, and ends the lease. */
  public LeaseAnswer commit(RouteIntent intent, Instant now) {
    TrafficState current = at(now);
    LeaseAnswer.Refused refused = current.fence(intent.claim());
    if (refused != null) {
      return refused;
    }
    ModelTarget candidate = intent.route().candidate();
    boolean sameGeneration = intent.generation() == generation;
    if (sameGeneration && current.lease == null && candidate != null) {
      return candidate.equals(incumbent)
          ? new LeaseAnswer.Accepted(current)
          : current.refuseEnded();
    }
    Lease standing = current.lease;
    if (!sameGeneration
        || standing == null
        || !standing.route().equals(intent.route())
        || !standing.route().complete()) {
      return current.refuse(
          Refusal.NOT_COMPLETE,
          "generation %d does not serve everybody under a lease that stands; apply weight 100 first"
              .formatted(intent.generation()));
    }
    return new LeaseAnswer.Accepted(
        new TrafficState(
            environment,
            model,
            generation,
            holder,
            candidate,
            fallback,
            incumbent,
            null,
            "committed by " + intent.holder()));
  }

  private LeaseAnswer.@Nullable Refused fence(LeaseClaim claim) {
    if (!environment.equals(claim.environment()) || !model.equals(claim.model())) {
      return refuse(
          Refusal.FOREIGN,
          "this router serves %s in %s, not %s in %s"
              .formatted(model, environment, claim.model(), claim.environment()));
    }
    if (claim.generation() < generation) {
      return refuse(
          Refusal.STALE_GENERATION,
          "generation %d is older than %d, held by %s; observe the router and decide anew"
              .formatted(claim.generation(), generation, holder));
    }
    if (claim.generation() == generation && !claim.holder().equals(holder)) {
      return refuse(
          Refusal.TAKEN,
          "generation %d is held by %s; observe the router and decide anew"
              .formatted(generation, holder));
    }
    return null;
  }

  private LeaseAnswer.Refused refuseEnded() {
    return refuse(
        Refusal.ENDED,
        "the lease has ended (%s); to move traffic again take a higher generation"
            .formatted(ended == null ? "there was none" : ended));
  }

  private LeaseAnswer.Refused refuse(Refusal refusal, String reason) {
    return new LeaseAnswer.Refused(this, refusal, reason);
  }

  private TrafficState with(Lease renewed) {
    return new TrafficState(
        environment, model, generation, holder, incumbent, fallback, former, renewed, ended);
  }

  /**
   * This state without any lease.
   *
   * @param because why, for people
   */
  public TrafficState interrupted(String because) {
    return new TrafficState(
        environment, model, generation, holder, incumbent, fallback, former, null, because);
  }
}
