package dev.countersign.traffic.agent;

import dev.countersign.http.AllowedHosts;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.RouterControl;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.ServingProtocol;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A router with an agent beside it, as a manifest names it: {@code haproxy: {agent:
 * http://10.0.0.7:9400, endpoint: http://10.0.0.7:8080}}.
 */
public final class AgentRouterKind implements RouterKind {
  private final String id;
  private final AllowedHosts hosts;
  private final @Nullable String token;

  /**
   * @param id the key in the manifest, for example {@code haproxy}
   * @param hosts where manifests may send this worker to ask
   * @param token what the agents let move traffic, from the environment; null when there is none
   */
  public AgentRouterKind(String id, AllowedHosts hosts, @Nullable String token) {
    this.id = id;
    this.hosts = hosts;
    this.token = token;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Reached reach(String environment, String model, Map<String, Object> options) {
    String where = "rollout.router." + id;
    AllowedHosts.requireOnly(where, options, Set.of("agent", "endpoint", "protocol"));
    if (token == null) {
      throw new IllegalArgumentException(
          "this worker has no %s in its environment, so no agent lets it move traffic"
              .formatted(TrafficAgent.TOKEN));
    }
    return new Reached(
        new RemoteRouter(hosts.address(where, options, "agent"), token),
        hosts.address(where, options, "endpoint"),
        ServingProtocol.named(where + ".protocol", options.get("protocol")),
        false);
  }

  /** The very request a worker would send; the token comes from the environment of who runs it. */
  @Override
  public String byHand(LeaseClaim claim, Map<String, Object> options) {
    return RouterControl.giveBackByHand(
        String.valueOf(options.get("agent")), TrafficAgent.TOKEN, claim);
  }
}
