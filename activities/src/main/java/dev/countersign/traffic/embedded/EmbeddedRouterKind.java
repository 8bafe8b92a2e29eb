package dev.countersign.traffic.embedded;

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
}
