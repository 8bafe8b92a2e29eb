package dev.countersign.traffic.embedded;

import dev.countersign.rollout.LeaseClaim;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.ServingProtocol;
import java.util.Map;

/** The embedded router, one for each model and environment; it carries no real traffic. */
public final class EmbeddedRouterKind implements RouterKind {
  private final EmbeddedRouters routers;

  public EmbeddedRouterKind(EmbeddedRouters routers) {
    this.routers = routers;
  }

  @Override
  public String id() {
    return "embedded";
  }

  @Override
  public Reached reach(String environment, String model, Map<String, Object> options) {
    EmbeddedRouter router = routers.router(environment, model);
    return new Reached(router, router.address(), ServingProtocol.COUNTERSIGN, true);
  }

  /**
   * Its lease is timed by itself, so there is no command: it has given back, or its worker is gone.
   */
  @Override
  public String byHand(LeaseClaim claim, Map<String, Object> options) {
    return "countersign worker (the router of %s in %s runs inside it; started again, it routes by the lease, which has ended)"
        .formatted(claim.model(), claim.environment());
  }
}
