package dev.countersign.traffic;

import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an agent tells one router what to route, and reads back what it does route. */
public interface RouterGear {
  /** The router's kind and address, for people. */
  String name();

  /**
   * What the router routes this instant; null when it was never told.
   *
   * @throws TrafficException if it can't be asked, or says what nobody understands
   */
  @Nullable Route read();

  /**
   * Sees to it that the router can express a route, before anything moves.
   *
   * @throws TrafficException if it can't; says what to write instead
   */
  default void check(Route route) {}

  /**
   * Makes the router route what {@code state} says, at once or not at all. Called again and again:
   * does nothing where nothing has to change. A router that can time a lease itself is told its
   * end, so that even the agent's death strands nothing.
   *
   * @throws TrafficException if it can't be told
   */
  void write(TrafficState state);

  /**
   * Sees to it that a model can be routed to.
   *
   * @throws TrafficException if the router knows no server of it; says what to do
   */
  void require(ModelTarget target);

  /**
   * Lets those who ask for version {@code fallback} reach what stands for it, where the router can.
   *
   * @param fallback one that {@link #check} found to be expressible
   */
  default void standBy(Fallback fallback) {}

  /**
   * What the router counted by generation and role; empty for routers that count nothing.
   *
   * @throws TrafficException if it can't be asked
   */
  default List<RouteCount> counts() {
    return List.of();
  }

  /** Bounds of the times to answer it counts, in seconds; empty for routers that count nothing. */
  default List<Double> latencyBounds() {
    return List.of();
  }
}
