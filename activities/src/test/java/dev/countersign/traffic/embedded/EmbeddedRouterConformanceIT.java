package dev.countersign.traffic.embedded;

import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.manifest.RouterCatalogue;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** The embedded router in a process of its own. */
class EmbeddedRouterConformanceIT extends RouterConformance {
  @Override
  protected RouterUnderTest start(Path folder) {
    return new Subject(folder);
  }

  private static final Pattern CANDIDATES =
      Pattern.compile("countersign_requests_total\\{.*role=\"candidate\".*} (\\S+)");

  private static final class Subject implements RouterUnderTest {
    private final Path folder;
    private RouterProcess process;

    Subject(Path folder) {
      this.folder = folder;
      this.process = RouterProcess.start(folder);
    }

    @Override
    public TrafficRouter router() {
      return new RemoteRouter(process.control(), RouterProcess.TOKEN);
    }

    @Override
    public URI endpoint() {
      return process.router();
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
      return RouterCatalogue.abilities(RouterCatalogue.EMBEDDED);
    }

    @Override
    public long mirrored() {
      String counted = RouterClient.of(process.router()).get("/metrics").body();
      return CANDIDATES
          .matcher(counted)
          .results()
          .mapToLong(found -> Math.round(Double.parseDouble(found.group(1))))
          .sum();
    }

    @Override
    public void kill() {
      process.kill();
    }

    @Override
    public void startAgain() {
      process = RouterProcess.start(folder);
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
