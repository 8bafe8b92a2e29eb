package dev.countersign.traffic.embedded;

import dev.countersign.manifest.RouterCatalogue;
import dev.countersign.traffic.NamedRouter;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.conformance.KillableRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The embedded router: in this process, and killed in one of its own. */
class EmbeddedRouterConformanceIT extends RouterConformance {
  private static final Pattern CANDIDATES =
      Pattern.compile("countersign_requests_total\\{.*role=\"candidate\".*} (\\S+)");

  @Override
  protected RouterUnderTest start(Path folder) {
    return new Here(RouterParts.start(folder));
  }

  @Override
  protected KillableRouter startToBeKilled(Path folder) {
    return new InItsOwnProcess(folder);
  }

  /** Either of them. */
  private interface Subject extends NamedRouter {
    URI control();

    @Override
    default TrafficRouter router() {
      return new RemoteRouter(control(), RouterProcess.TOKEN);
    }

    @Override
    default String kind() {
      return RouterCatalogue.EMBEDDED;
    }

    @Override
    default long mirrored() {
      String counted = RouterClient.of(endpoint()).get("/metrics").body();
      return CANDIDATES
          .matcher(counted)
          .results()
          .mapToLong(found -> Math.round(Double.parseDouble(found.group(1))))
          .sum();
    }
  }

  private record Here(RouterParts parts) implements Subject {
    @Override
    public URI control() {
      return parts.control().address();
    }

    @Override
    public URI endpoint() {
      return parts.router().address();
    }

    @Override
    public void close() {
      parts.close();
    }
  }

  private static final class InItsOwnProcess implements Subject, KillableRouter {
    private final Path folder;
    private RouterProcess process;

    InItsOwnProcess(Path folder) {
      this.folder = folder;
      this.process = RouterProcess.start(folder);
    }

    @Override
    public URI control() {
      return process.control();
    }

    @Override
    public URI endpoint() {
      return process.router();
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
