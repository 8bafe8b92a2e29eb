package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.MODEL;

import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.agent.TrafficAgent;
import java.nio.file.Path;
import java.util.List;

/** Agents in processes of their own, and how they are asked. */
final class Agents {
  private Agents() {}

  static AgentProcess beside(HaproxyProcess haproxy, Path folder) {
    return AgentProcess.start(folder, haproxy, MODEL, List.of(TrafficAgent.class.getName()));
  }

  static RemoteRouter router(AgentProcess agent) {
    return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
  }
}
