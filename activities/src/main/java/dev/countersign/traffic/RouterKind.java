package dev.countersign.traffic;

import dev.countersign.rollout.LeaseClaim;
import java.net.URI;
import java.util.Map;

/** A kind of router a manifest may name under {@code rollout.router}. */
public interface RouterKind {
  /** Its key in the manifest, for example {@code embedded}. */
  String id();

  /**
   * Reaches the router of a model.
   *
   * @param options what the manifest writes under the key
   * @throws IllegalArgumentException if an option is missing or wrong; says which
   */
  Reached reach(String environment, String model, Map<String, Object> options);

  /**
   * What a person runs to give everything back when no worker can reach the router: the exact
   * command, or what ends the lease where there is none. Asks nobody.
   *
   * @param claim what is given back, under a generation the router has not seen
   * @param options what the manifest writes under the key
   */
  default String byHand(LeaseClaim claim, Map<String, Object> options) {
    return "nothing: the lease of %s in %s ends by itself; look at the router"
        .formatted(claim.model(), claim.environment());
  }

  /**
   * A router, and where callers of the model ask.
   *
   * @param router moves traffic
   * @param endpoint base address of the serving endpoint
   * @param protocol how the endpoint is asked
   * @param synthetic whether nobody calls it but this worker's own synthetic callers
   */
  record Reached(TrafficRouter router, URI endpoint, ServingProtocol protocol, boolean synthetic) {
    /** The endpoint of a model behind it. */
    public ServingEndpoint serving(String model) {
      return ServingEndpoint.of(endpoint, model, protocol);
    }
  }
}
