package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.MODEL;

import dev.countersign.testing.AgentProcess;
import dev.countersign.traffic.NamedRouter;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.agent.AgentHere;
import dev.countersign.traffic.conformance.KillableRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real HAProxy and two model servers; its agent in this process, and killed in one of its own.
 */
class HaproxyConformanceIT extends RouterConformance {
  @Override
  protected RouterUnderTest start(Path folder) {
    HaproxyAlone alone = HaproxyAlone.start(folder, Map.of());
    return new Here(
        alone, AgentHere.start(folder, AgentProcess.besideHaproxy(folder, alone.haproxy(), MODEL)));
  }

  @Override
  protected KillableRouter startToBeKilled(Path folder) {
    return new InItsOwnProcess(HaproxyBed.start(folder));
  }

  /** Either of them. */
  private interface Subject extends NamedRouter {
    @Override
    default String kind() {
      return "haproxy";
    }
  }

  private record Here(HaproxyAlone alone, AgentHere agent) implements Subject {
    @Override
    public TrafficRouter router() {
      return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
    }

    @Override
    public URI endpoint() {
      return alone.haproxy().endpoint();
    }

    @Override
    public void close() {
      agent.close();
      alone.close();
    }
  }

  private record InItsOwnProcess(HaproxyBed bed) implements Subject, KillableRouter {
    @Override
    public TrafficRouter router() {
      return bed.router();
    }

    @Override
    public URI endpoint() {
      return bed.haproxy().endpoint();
    }

    @Override
    public void kill() {
      bed.agent().kill();
      bed.haproxy().kill();
    }

    @Override
    public void startAgain() {
      bed.haproxy().startAgain();
      bed.agent().startAgain();
    }

    @Override
    public void close() {
      bed.close();
    }
  }
}
