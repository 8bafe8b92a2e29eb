package dev.countersign.traffic.agent;

import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.Ports;
import java.net.URI;
import java.nio.file.Path;

/**
 * The agent in this process, for whatever does not kill it: it starts in a fraction of the time.
 */
public record AgentHere(TrafficAgent agent) implements AutoCloseable {
  /**
   * Starts one, with the settings that a process of its own is started with.
   *
   * @param folder holds its settings and its state
   * @param settings as {@link AgentProcess#start} takes them
   */
  public static AgentHere start(Path folder, String settings) {
    Path file = AgentProcess.write(folder, settings, Ports.free());
    return new AgentHere(TrafficAgent.start(AgentSettings.read(file), AgentProcess.secrets()));
  }

  /** Where workers ask it. */
  public URI address() {
    return agent.address();
  }

  @Override
  public void close() {
    agent.close();
  }
}
