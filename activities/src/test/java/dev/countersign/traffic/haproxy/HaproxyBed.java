package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;

import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.agent.TrafficAgent;
import dev.countersign.traffic.embedded.RouterClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real HAProxy before two model servers, and its agent in a process of its own.
 *
 * @param folder where HAProxy and agent keep everything
 * @param callers who asks HAProxy
 */
record HaproxyBed(
    Path folder, TwoModels models, HaproxyProcess haproxy, AgentProcess agent, RouterClient callers)
    implements AutoCloseable {

  /** Starts everything; nothing is routed, and neither model has been offered yet. */
  static HaproxyBed start(Path folder) {
    return start(folder, Map.of());
  }

  /**
   * The same.
   *
   * @param environment of HAProxy's process and of the agent's, besides this one's own
   */
  static HaproxyBed start(Path folder, Map<String, String> environment) {
    HaproxyAlone alone = HaproxyAlone.start(folder, environment);
    HaproxyProcess haproxy = alone.haproxy();
    AgentProcess agent =
        AgentProcess.start(
            folder, haproxy, MODEL, List.of(TrafficAgent.class.getName()), environment);
    return new HaproxyBed(
        folder, alone.models(), haproxy, agent, RouterClient.of(haproxy.endpoint()));
  }

  /** Offers both models, as a rollout does before its first step. */
  HaproxyBed offered() {
    router().offer(served(OLD));
    router().offer(served(NEW));
    return this;
  }

  /** HAProxy through its agent. */
  RemoteRouter router() {
    return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
  }

  /** HAProxy's own admin socket. */
  RuntimeApi api() {
    return new RuntimeApi(haproxy.socket());
  }

  @Override
  public void close() {
    agent.close();
    haproxy.close();
    models.close();
  }
}
