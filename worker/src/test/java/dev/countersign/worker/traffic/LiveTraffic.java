package dev.countersign.worker.traffic;

import dev.countersign.client.ClientException;
import dev.countersign.client.Order;
import dev.countersign.client.ReleaseName;
import dev.countersign.mlflow.MlflowAccess;
import dev.countersign.mlflow.MlflowStore;
import dev.countersign.mlflow.RegisteredModel;
import dev.countersign.rollout.Route;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.Eventually;
import dev.countersign.testing.FakedClock;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.testing.Ports;
import dev.countersign.testing.PrometheusServer;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.ScoringServer;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.worker.Main;
import dev.countersign.worker.real.LoanManifest;
import dev.countersign.worker.real.LoanRollout;
import dev.countersign.worker.real.Testbed;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a release with real traffic needs, each in a process of its own: a {@link Testbed},
 * HAProxy and its agent on a clock that can be set, Prometheus, and MLflow's scoring servers.
 */
final class LiveTraffic implements AutoCloseable {
  static final String MODEL = "loan-approval";
  private static final Command BY_OPERATOR = new Command("olga@bank.example", "seen enough");

  private static final long MOST_BYTES = 1 << 20;

  private final Path folder;
  private final List<Integer> slots = Ports.free(2);
  private final List<RealServer> models = new ArrayList<>();
  final FakedClock clock;
  final HaproxyProcess haproxy;
  final AgentProcess agent;
  final AgentLink link;

  /** Past the link: what the agent says is routed, read back from HAProxy. */
  final RemoteRouter router;

  final RealServer prometheus;
  final Testbed testbed;

  LiveTraffic(Path folder) throws IOException {
    this.folder = folder;
    clock = FakedClock.in(folder);
    haproxy = HaproxyProcess.start(folder, slot(0), slot(1), "/health", clock.environment());
    Files.createFile(haproxy.slots());
    agent =
        AgentProcess.start(
            folder,
            haproxy,
            MODEL,
            List.of(Main.class.getName(), "agent", "-f"),
            clock.environment());
    link = AgentLink.to(agent.address());
    router = new RemoteRouter(agent.address(), AgentProcess.TOKEN);
    prometheus = PrometheusServer.start(folder, agent.address());
    testbed =
        Testbed.start(
            folder,
            List.of("--host", "127.0.0.1"),
            Map.of(AgentProcess.TOKEN_VARIABLE, AgentProcess.TOKEN));
  }

  private URI slot(int number) {
    return URI.create("http://127.0.0.1:" + slots.get(number));
  }

  /**
   * Starts a release and has it signed when its place is known but nothing serves there yet, so
   * that the serving check holds it; then serves it and has the check tried again.
   */
  ReleaseName releaseAndDeploy(String version, int slot) throws IOException {
    ReleaseName name = testbed.start(manifest(version));
    testbed.asked(name);
    String backend = slot == 0 ? "blue" : "green";
    RegisteredModel model = registry().tagged(MODEL, "countersign.version", version).getLast();
    Files.writeString(
        haproxy.slots(),
        "%s %s %s%n".formatted(backend, version, model.digest().orElseThrow()),
        StandardOpenOption.APPEND);
    testbed.everybodySigns(name);
    testbed.awaitView(name, LiveTraffic::isHeldAtServingCheck);
    models.add(
        ScoringServer.start(
            folder.resolve("served-" + version),
            registry().fetch(model),
            version,
            slots.get(slot)));
    Eventually.get(
        "HAProxy finds " + backend + " healthy",
        () -> haproxy.isUp(backend) ? Optional.of(true) : Optional.empty());
    var _ = testbed.releases().tell(name, Order.RETRY, BY_OPERATOR);
    return name;
  }

  private MlflowStore registry() {
    return new MlflowStore(
        MlflowAccess.of(URI.create(testbed.registry().url()), Map.of()),
        folder.resolve("fetched"),
        MOST_BYTES);
  }

  /** Waits until the candidate has a share of everybody, in percent. */
  void awaitShare(double weight) {
    Eventually.get(
        weight + " %",
        () -> {
          Route route = router.observe().route();
          return route != null && route.candidateWeight() == weight
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  /** Cuts every bake short until the release has ended. */
  ReleaseResult promoteThrough(ReleaseName name) {
    Eventually.get(
        "the end of " + name,
        () -> {
          try {
            var _ = testbed.releases().tell(name, Order.PROMOTE, BY_OPERATOR);
          } catch (ClientException undecided) {
            // between two steps, and before a step can be judged, there is nothing to promote
          }
          return testbed.releases().ending(name);
        });
    return testbed.result(name);
  }

  private static boolean isHeldAtServingCheck(ReleaseView view) {
    return view.stage() == Stage.SERVING_CHECK
        && view.log().getLast().summary().startsWith("held: ");
  }

  private LoanManifest manifest(String version) {
    String router =
        "haproxy: {agent: '%s', endpoint: '%s', protocol: mlflow}"
            .formatted(link.address(), haproxy.endpoint());
    return LoanManifest.of(MODEL, version)
        .ofLittleRisk()
        .withRounds("1".equals(version) ? 40 : 60)
        .rolledOut(
            new LoanRollout(
                router,
                "prometheus: {url: '%s'}".formatted(prometheus.url()),
                List.of("audience: internal, weight: 0", "weight: 50", "weight: 100"),
                Duration.ofMinutes(1),
                ""));
  }

  @Override
  public void close() {
    testbed.close();
    prometheus.kill();
    link.close();
    agent.close();
    haproxy.close();
    models.forEach(RealServer::kill);
  }
}
