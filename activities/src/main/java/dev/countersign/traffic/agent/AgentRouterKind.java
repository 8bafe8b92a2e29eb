package dev.countersign.traffic.agent;

import dev.countersign.http.AllowedHosts;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.traffic.FleetRouter;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.RouterControl;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.ServingProtocol;
import dev.countersign.traffic.TrafficRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A router with an agent beside it, as a manifest names it: {@code haproxy: {agent:
 * http://10.0.0.7:9400, endpoint: http://10.0.0.7:8080}}, or {@code agents: [...]} for several
 * routers of the same model.
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
    AllowedHosts.requireOnly(where, options, Set.of("agent", "agents", "endpoint", "protocol"));
    if (token == null) {
      throw new IllegalArgumentException(
          "this worker has no %s in its environment, so no agent lets it move traffic"
              .formatted(TrafficAgent.TOKEN));
    }
    return new Reached(
        router(where, options, token),
        hosts.address(where, options, "endpoint"),
        ServingProtocol.named(where + ".protocol", options.get("protocol")),
        false);
  }

  /** The very request a worker would send; the token comes from the environment of who runs it. */
  @Override
  public String byHand(LeaseClaim claim, Map<String, Object> options) {
    List<?> agents =
        options.get("agents") instanceof List<?> several
            ? several
            : List.of(String.valueOf(options.get("agent")));
    return agents.stream()
        .map(
            agent -> RouterControl.giveBackByHand(String.valueOf(agent), TrafficAgent.TOKEN, claim))
        .collect(Collectors.joining("\n"));
  }

  /** One agent, or several routers that each have one. */
  private TrafficRouter router(String where, Map<String, Object> options, String bearing) {
    if (!(options.get("agents") instanceof List<?> several)) {
      return new RemoteRouter(hosts.address(where, options, "agent"), bearing);
    }
    if (options.containsKey("agent")) {
      throw new IllegalArgumentException(where + " takes agent or agents, not both");
    }
    List<TrafficRouter> members = new ArrayList<>();
    for (Object agent : several) {
      members.add(
          new RemoteRouter(
              hosts.address(where, Map.of("agents", String.valueOf(agent)), "agents"), bearing));
    }
    return new FleetRouter(members);
  }
}
