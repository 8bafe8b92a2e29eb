package dev.countersign.traffic.conformance;

import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import java.net.URI;
import java.util.OptionalLong;

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
   * Whether it can give a share of traffic. One that can't refuses a weight between 0 and 100
   * before anything moves, and is tried with audiences.
   */
  default boolean splits() {
    return true;
  }

  /**
   * Whether it can give callers to rules or people, answering {@code {"decision": "refer"}} under
   * {@code answer}. One that can't refuses such a fallback before anything moves.
   */
  default boolean refers() {
    return true;
  }

  /**
   * Whether it can give callers to an older model as fallback. One that can't refuses such a
   * fallback before anything moves.
   */
  default boolean fallsBackToModels() {
    return true;
  }

  /**
   * How many requests were mirrored to the candidate so far; empty for a router that can't mirror,
   * which refuses such a route before anything moves.
   */
  default OptionalLong mirrored() {
    return OptionalLong.empty();
  }

  /** Kills everything that moves or routes traffic with SIGKILL; the models themselves live on. */
  void kill();

  /** Starts what was killed, with the state it left. */
  void startAgain();

  @Override
  void close();
}
