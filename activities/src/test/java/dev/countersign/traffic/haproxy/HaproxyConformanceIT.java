package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;

import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.net.URI;
import java.nio.file.Path;

/** A real HAProxy, an agent in a process of its own, two model servers. */
class HaproxyConformanceIT extends RouterConformance {
  @Override
  protected RouterUnderTest start(Path folder) {
    return new Subject(folder);
  }

  private static final class Subject implements RouterUnderTest {
    private final TwoModels models;
    private final HaproxyProcess haproxy;
    private final AgentProcess agent;

    Subject(Path folder) {
      models = TwoModels.start(folder);
      haproxy = HaproxyProcess.start(folder, models.blue(), models.green());
      models.writeSlots(haproxy.slots());
      agent = Agents.beside(haproxy, folder);
    }

    @Override
    public TrafficRouter router() {
      return Agents.router(agent);
    }

    @Override
    public URI endpoint() {
      return haproxy.endpoint();
    }

    @Override
    public ServedModel incumbent() {
      return served(OLD);
    }

    @Override
    public ServedModel candidate() {
      return served(NEW);
    }

    @Override
    public void kill() {
      agent.kill();
      haproxy.kill();
    }

    @Override
    public void startAgain() {
      haproxy.startAgain();
      agent.startAgain();
    }

    @Override
    public void close() {
      agent.close();
      haproxy.close();
      models.close();
    }
  }
}
