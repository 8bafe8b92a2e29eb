package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.manifest.RouterCatalogue;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/** A real HAProxy, an agent in a process of its own, two model servers. */
class HaproxyConformanceIT extends RouterConformance {
  @Override
  protected RouterUnderTest start(Path folder) {
    return new Subject(HaproxyBed.start(folder));
  }

  private record Subject(HaproxyBed bed) implements RouterUnderTest {
    @Override
    public TrafficRouter router() {
      return bed.router();
    }

    @Override
    public URI endpoint() {
      return bed.haproxy().endpoint();
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
    public Set<RouterAbility> abilities() {
      return RouterCatalogue.abilities("haproxy");
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
