package dev.countersign.traffic;

import dev.countersign.rollout.Audience;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Refusal;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.rollout.TrafficState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves traffic and believes only what is read back. A router that says yes and does no is an
 * error, and so is one that can't be read afterwards; every move may be repeated until it is
 * verified.
 */
public final class VerifiedTraffic {
  private final TrafficRouter router;

  public VerifiedTraffic(TrafficRouter router) {
    this.router = router;
  }

  /**
   * What became of a move.
   *
   * @param observed what is routed, read back
   * @param refused why the router did not do it; null when it did
   */
  public record Moved(RouteObservation observed, LeaseAnswer.@Nullable Refused refused) {}

  /**
   * Applies a route and reads it back.
   *
   * @throws TrafficException if the router can't be asked, or routes something else than it
   *     accepted
   */
  public Moved shift(RouteIntent intent) {
    return switch (router.apply(intent)) {
      case LeaseAnswer.Refused refused -> new Moved(router.observe(), refused);
      case LeaseAnswer.Accepted _ -> {
        RouteObservation observed = router.observe();
        require(observed, observed.differences(intent));
        yield new Moved(observed, null);
      }
    };
  }

  /**
   * Makes the candidate the incumbent for good and reads it back.
   *
   * @throws TrafficException as {@link #shift}
   */
  public Moved commit(RouteIntent intent) {
    return switch (router.commit(intent)) {
      case LeaseAnswer.Refused refused -> new Moved(router.observe(), refused);
      case LeaseAnswer.Accepted _ -> {
        RouteObservation observed = router.observe();
        requireSettled(observed, intent.route().candidate());
        yield new Moved(observed, null);
      }
    };
  }

  /**
   * Gives everything back and reads that back. Where this holder itself has sent a higher
   * generation than it remembers, a higher one yet is taken; where another holder owns the traffic,
   * there is nothing to give back.
   *
   * @param claim with a generation above every one this holder knows it sent
   * @return what is routed: settled, or another holder's
   * @throws TrafficException if the router can't be asked, or still routes this holder's candidate
   */
  public RouteObservation giveBack(LeaseClaim claim) {
    return switch (router.giveBack(claim)) {
      case LeaseAnswer.Accepted accepted -> {
        RouteObservation observed = router.observe();
        requireSettled(observed, accepted.state().incumbent());
        yield observed;
      }
      case LeaseAnswer.Refused refused -> {
        TrafficState state = refused.state();
        boolean ours = claim.holder().equals(state.holder());
        if (refused.refusal() == Refusal.FOREIGN || refused.refusal() == Refusal.NO_FALLBACK) {
          throw new TrafficException(refused.reason());
        }
        yield ours
            ? giveBack(
                new LeaseClaim(
                    claim.environment(),
                    claim.model(),
                    claim.holder(),
                    state.generation() + 1,
                    claim.unfit()))
            : router.observe();
      }
    };
  }

  /**
   * Takes a released model out again: the former incumbent serves everybody, for good. Repeating it
   * changes nothing more.
   *
   * @param out the released model
   * @param holder the rollback that asks
   * @return what is routed afterwards; another incumbent than {@code out}
   * @throws TrafficException if there is no former incumbent, or as {@link #shift}
   */
  public RouteObservation restoreFormer(ModelTarget out, String holder, Duration leaseTtl) {
    RouteObservation before = router.observe();
    Route route = before.route();
    ModelTarget former = before.former();
    if (route == null || !out.equals(route.incumbent())) {
      return before;
    }
    if (former == null) {
      throw new TrafficException(
          "%s has no former incumbent of %s in %s to go back to; release an older version instead"
              .formatted(before.router(), before.model(), before.environment()));
    }
    RouteIntent back =
        new RouteIntent(
            before.environment(),
            before.model(),
            holder,
            before.generation() + 1,
            new Route(out, former, route.fallback(), 100, Audience.NOBODY),
            leaseTtl);
    Moved shifted = shift(back);
    Moved done = shifted.refused() == null ? commit(back) : shifted;
    if (done.refused() != null) {
      throw new TrafficException(done.refused().reason());
    }
    return done.observed();
  }

  private static void requireSettled(RouteObservation observed, @Nullable ModelTarget incumbent) {
    Route route = observed.route();
    ModelTarget serving = route == null ? null : route.incumbent();
    boolean settled = observed.settled() && Objects.equals(serving, incumbent);
    require(
        observed,
        settled ? List.of() : List.of("route is " + route + ", not all of it " + incumbent + "'s"));
  }

  private static void require(RouteObservation observed, List<String> differences) {
    if (!differences.isEmpty()) {
      throw new TrafficException(
          "%s said yes but routes something else: %s; look at it, then try again"
              .formatted(observed.router(), String.join("; ", differences)));
    }
  }
}
