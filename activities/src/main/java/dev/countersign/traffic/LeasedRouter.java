package dev.countersign.traffic;

import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.TrafficState;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What routers under a lease of their own have in common: every change is decided by the fencing
 * rules of {@link TrafficState} and kept by a {@link LeaseKeeper}. Closing gives nothing back: the
 * lease runs on.
 */
public abstract class LeasedRouter implements TrafficRouter, AutoCloseable {
  private final LeaseKeeper keeper;

  protected LeasedRouter(LeaseKeeper keeper) {
    this.keeper = keeper;
  }

  /** Where state and lease are kept. */
  protected final LeaseKeeper keeper() {
    return keeper;
  }

  /**
   * Sees to it that a model can be routed to, before anything moves.
   *
   * @throws TrafficException if it can't; says what to do
   */
  protected abstract void require(ModelTarget target);

  /**
   * Sees to it that a route can be expressed, before anything moves.
   *
   * @throws TrafficException if it can't; says what to write instead
   */
  protected void check(Route route) {}

  /** Called after an intent was accepted, for what is not needed any more. */
  protected void accepted(TrafficState state) {}

  /** Lets those who ask for the fallback by name reach it; called once it can take over. */
  protected void standsBy(Fallback fallback) {}

  @Override
  public void standBy(Fallback fallback) {
    check(Route.settled(null, fallback));
    ModelTarget older = fallback.model();
    if (older != null) {
      require(older);
    }
    standsBy(fallback);
  }

  @Override
  public synchronized LeaseAnswer apply(RouteIntent intent) {
    Route route = intent.route();
    check(route);
    Fallback fallback = route.fallback();
    Stream<@Nullable ModelTarget> named =
        Stream.of(route.incumbent(), route.candidate(), fallback == null ? null : fallback.model());
    named.filter(Objects::nonNull).forEach(this::require);
    LeaseAnswer answer = keeper.change((state, now) -> state.apply(intent, now));
    if (answer instanceof LeaseAnswer.Accepted done) {
      accepted(done.state());
    }
    return answer;
  }

  @Override
  public LeaseAnswer renew(LeaseClaim claim) {
    return keeper.change((state, now) -> state.renew(claim, now));
  }

  @Override
  public LeaseAnswer giveBack(LeaseClaim claim) {
    Fallback fallback = keeper.current().fallback();
    if (claim.unfit() != null && fallback != null) {
      check(Route.settled(null, fallback));
    }
    return keeper.change((state, now) -> state.giveBack(claim, now));
  }

  @Override
  public LeaseAnswer commit(RouteIntent intent) {
    return keeper.change((state, now) -> state.commit(intent, now));
  }

  @Override
  public void close() {
    keeper.close();
  }
}
