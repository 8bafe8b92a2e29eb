package org.example.router;

import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.RouterAbility;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.conformance.KillableRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The router in memory: in this process, and killed in one of its own. */
class InMemoryRouterTest extends RouterConformance {
  private static final String TOKEN = "a token for tests only";

  @Override
  protected RouterUnderTest start(Path folder) {
    return new Here(
        InMemoryRouter.start(folder, 0, TOKEN, Set.of(Models.INCUMBENT, Models.CANDIDATE)));
  }

  @Override
  protected KillableRouter startToBeKilled(Path folder) {
    return new InItsOwnProcess(folder);
  }

  /** Either of them. */
  private interface Subject extends RouterUnderTest {
    @Override
    default ServedModel incumbent() {
      return served(Models.INCUMBENT);
    }

    @Override
    default ServedModel candidate() {
      return served(Models.CANDIDATE);
    }

    @Override
    default Set<RouterAbility> abilities() {
      return Set.of(RouterAbility.SHARES, RouterAbility.REFERS);
    }
  }

  private static ServedModel served(ModelTarget target) {
    return new ServedModel(target, ModelSpec.Format.ONNX, List.of("x"), 1, null);
  }

  private record Here(InMemoryRouter router) implements Subject {
    @Override
    public URI endpoint() {
      return router.address();
    }

    @Override
    public void close() {
      router.close();
    }
  }

  private static final class InItsOwnProcess implements Subject, KillableRouter {
    private final Path folder;
    private Process process;
    private URI address;

    InItsOwnProcess(Path folder) {
      this.folder = folder;
      start(0);
    }

    private void start(int port) {
      try {
        process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    InMemoryRouter.class.getName(),
                    folder.toString(),
                    String.valueOf(port),
                    TOKEN)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        address = URI.create(process.inputReader().readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public TrafficRouter router() {
      return new RemoteRouter(address, TOKEN);
    }

    @Override
    public URI endpoint() {
      return address;
    }

    @Override
    public void kill() {
      process.destroyForcibly();
      process.onExit().join();
    }

    @Override
    public void startAgain() {
      start(address.getPort());
    }

    @Override
    public void close() {
      kill();
    }
  }
}
