package dev.countersign.traffic.conformance;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import java.net.URI;
import java.util.Set;

/**
 * A router that is tried, for model {@code credit-risk} in environment {@code production}, with
 * both models deployed and no route yet.
 */
public interface RouterUnderTest extends AutoCloseable {
  /** Moves its traffic; asked anew after a restart. */
  TrafficRouter router();

  /**
   * Where callers ask: {@code POST /v1/models/credit-risk:predict} with {@code {"inputs": [{"x":
   * 0.3}]}}.
   */
  URI endpoint();

  /** What serves at first. */
  ServedModel incumbent();

  /** The model under release. */
  ServedModel candidate();

  /**
   * What it can do, as intake is told. What it can't it refuses plainly before anything moves: a
   * weight between 0 and 100 where it gives no shares (it is tried with audiences then), a fallback
   * it can't hand over to, a shadow where it doesn't mirror. A router that refers answers {@code
   * {"decision": "refer"}} under {@code answer}.
   */
  Set<RouterAbility> abilities();

  /** Whether it can do something. */
  default boolean can(RouterAbility ability) {
    return abilities().contains(ability);
  }

  /** How many requests were mirrored to the candidate so far: none where it doesn't mirror. */
  default long mirrored() {
    return 0;
  }

  @Override
  void close();
}
