package dev.countersign.traffic;

import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import java.util.List;

/**
 * Routes one model's traffic in one environment. Every change is fenced by its generation and may
 * be delivered again without harm; an answer comes only after the change is durable beside the
 * router and in force. Every method throws {@link TrafficException} when the router can't be asked.
 */
public interface TrafficRouter {

  /** What is really routed, read from the router itself. */
  RouteObservation observe();

  /** The same of each router, where there are several. */
  default List<RouteObservation> observeEach() {
    return List.of(observe());
  }

  /**
   * Makes a model answer to those who ask for it by version, without giving it traffic.
   *
   * @throws TrafficException if it can't be loaded or reached
   */
  void offer(ServedModel model);

  /**
   * Sees to it that a fallback could take over, and answers those who ask for version {@code
   * fallback}, without giving it traffic. An older model has to be offered before.
   *
   * @throws TrafficException if this router has nothing that stands for it; says what to do
   */
  void standBy(Fallback fallback);

  /**
   * Counts decisions by these groups from now on, where it reads what it answers; others count
   * nothing, and a figure by group is absent.
   */
  default void countBy(List<LiveGroups> groups) {}

  /**
   * Moves traffic for as long as the lease is renewed.
   *
   * @throws TrafficException if a model of the route was never offered
   */
  LeaseAnswer apply(RouteIntent intent);

  /** Lets the route of {@code claim} stand for its whole lease again. */
  LeaseAnswer renew(LeaseClaim claim);

  /** Gives the incumbent, or the fallback, everything. */
  LeaseAnswer giveBack(LeaseClaim claim);

  /** Makes the candidate of a complete route the incumbent, for good. */
  LeaseAnswer commit(RouteIntent intent);
}
