package dev.countersign.traffic;

import dev.countersign.rollout.Role;
import java.util.Collections;
import java.util.List;

/**
 * What a router counted of one side under one generation, so that candidate and incumbent can be
 * compared over exactly one step.
 *
 * @param generation the router's at the time of the request
 * @param role who was asked
 * @param requests requests it was asked to answer
 * @param errors requests it failed to answer: status 500 and above, or nobody there
 * @param upTo upper bounds of times to answer in seconds, rising, without infinity
 * @param within answers at or under each bound
 * @param answered answers in all
 */
public record RouteCount(
    long generation,
    Role role,
    long requests,
    long errors,
    List<Double> upTo,
    List<Long> within,
    long answered) {
  public RouteCount {
    upTo = List.copyOf(upTo);
    within = List.copyOf(within);
    if (upTo.size() != within.size()) {
      throw new IllegalArgumentException("as many counts as bounds");
    }
  }

  /** A side that was asked nothing yet. */
  public static RouteCount none(long generation, Role role, List<Double> upTo) {
    return new RouteCount(generation, role, 0, 0, upTo, Collections.nCopies(upTo.size(), 0L), 0);
  }
}
