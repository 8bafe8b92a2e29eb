package dev.countersign.traffic.agent;

import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.Lease;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.LeaseKeeper;
import dev.countersign.traffic.LeaseStore;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A router of any kind under a lease kept beside it. What it routes is compared with what it should
 * several times a second, so a router that restarts, or that somebody sets by hand, is put right.
 */
public final class AgentRouter implements TrafficRouter, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final RouterGear gear;
  private final LeaseKeeper keeper;

  private AgentRouter(RouterGear gear, LeaseKeeper keeper) {
    this.gear = gear;
    this.keeper = keeper;
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
    TrafficState state = keeper.current();
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
        keeper.now());
  }

  private static @Nullable Route named(@Nullable Route read, @Nullable Fallback fallback) {
    return read == null || fallback == null ? read : read.withFallback(fallback);
  }

  @Override
  public void offer(ServedModel model) {
    gear.require(model.target());
  }

  @Override
  public LeaseAnswer apply(RouteIntent intent) {
    Stream<@Nullable ModelTarget> named =
        Stream.of(intent.route().incumbent(), intent.route().candidate());
    named.filter(Objects::nonNull).forEach(gear::require);
    return keeper.change((state, now) -> state.apply(intent, now));
  }

  @Override
  public LeaseAnswer renew(LeaseClaim claim) {
    return keeper.change((state, now) -> state.renew(claim, now));
  }

  @Override
  public LeaseAnswer giveBack(LeaseClaim claim) {
    return keeper.change((state, now) -> state.giveBack(claim, now));
  }

  @Override
  public LeaseAnswer commit(RouteIntent intent) {
    return keeper.change((state, now) -> state.commit(intent, now));
  }

  /** Stops without giving anything back: the lease runs on. */
  @Override
  public void close() {
    keeper.close();
  }
}
