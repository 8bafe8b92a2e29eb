package dev.countersign.traffic.agent;

import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.Lease;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.LeaseKeeper;
import dev.countersign.traffic.LeaseStore;
import dev.countersign.traffic.LeasedRouter;
import dev.countersign.traffic.RouteCount;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A router of any kind under a lease kept beside it. What it routes is compared with what it should
 * several times a second, so a router that restarts, or that somebody sets by hand, is put right.
 */
public final class AgentRouter extends LeasedRouter {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final RouterGear gear;

  private AgentRouter(RouterGear gear, LeaseKeeper keeper) {
    super(keeper);
    this.gear = gear;
  }

  /** Takes over a state folder and starts to put the router right. */
  public static AgentRouter start(LeaseStore store, RouterGear gear, InstantSource clock) {
    LeaseKeeper keeper = new LeaseKeeper(store, clock, gear::write);
    keeper.watch(LOOK);
    return new AgentRouter(gear, keeper);
  }

  /**
   * The route comes from the router itself; generation, lease and the fallback's name are the
   * agent's.
   */
  @Override
  public RouteObservation observe() {
    TrafficState state = keeper().current();
    Lease lease = state.lease();
    return new RouteObservation(
        gear.name(),
        state.environment(),
        state.model(),
        state.generation(),
        state.holder(),
        named(gear.read(), state.fallback()),
        lease == null ? null : lease.until(),
        state.former(),
        state.ended(),
        keeper().now());
  }

  /** What the router counted, with a 0 for whoever may serve now and was not asked yet. */
  List<RouteCount> counts() {
    TrafficState state = keeper().current();
    Route route = state.route();
    List<RouteCount> counted = new ArrayList<>(gear.counts());
    if (route != null && !gear.latencyBounds().isEmpty()) {
      begin(counted, state.generation(), route.rest());
      if (route.candidate() != null) {
        begin(counted, state.generation(), Role.CANDIDATE);
      }
    }
    return counted;
  }

  private void begin(List<RouteCount> counted, long generation, Role role) {
    boolean known =
        counted.stream().anyMatch(one -> one.generation() == generation && one.role() == role);
    if (!known) {
      counted.add(RouteCount.none(generation, role, gear.latencyBounds()));
    }
  }

  String environment() {
    return keeper().current().environment();
  }

  String model() {
    return keeper().current().model();
  }

  /** A router may know its fallback by another name, but never another model as it. */
  private static @Nullable Route named(@Nullable Route read, @Nullable Fallback fallback) {
    if (read == null || fallback == null) {
      return read;
    }
    Fallback routed = read.fallback();
    boolean other =
        read.incumbent() == null
            && routed != null
            && !Objects.equals(routed.model(), fallback.model());
    return other ? read : read.withFallback(fallback);
  }

  @Override
  public void offer(ServedModel model) {
    gear.require(model.target());
  }

  @Override
  protected void require(ModelTarget target) {
    gear.require(target);
  }

  @Override
  protected void standsBy(Fallback fallback) {
    gear.standBy(fallback);
  }

  @Override
  protected void check(Route route) {
    if (route.mirrors()) {
      throw new TrafficException(
          "%s can't mirror requests to a candidate; leave the shadow step out and begin with audience internal"
              .formatted(gear.name()));
    }
    gear.check(route);
  }
}
