package dev.countersign.worker.traffic;

import dev.countersign.approval.Decision;
import dev.countersign.client.ClientException;
import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.SignOffDraft;
import dev.countersign.client.TemporalConnection;
import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.RegisteredModel;
import dev.countersign.passport.SigningKey;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.testing.Ports;
import dev.countersign.testing.PrometheusServer;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.ScoringServer;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.worker.demo.DemoData;
import dev.countersign.workflow.ReleaseView;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything a release with real traffic needs, each in a process of its own. */
final class LiveBed implements AutoCloseable {
  static final String MODEL = "loan-approval";
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String LEAD = "tess@bank.example";

  private final Path folder;
  private final List<Integer> slots = Ports.free(2);
  private final List<RealServer> models = new ArrayList<>();
  private final SigningKey lead = SigningKey.generate();
  final RealServer temporal;
  final HaproxyProcess haproxy;
  final AgentProcess agent;
  final RealServer prometheus;
  final RealServer worker;
  private final TemporalConnection connection;
  private final Releases releases;

  LiveBed(Path folder) throws IOException {
    this.folder = folder;
    DemoData.write(folder.resolve("loans.csv"));
    Files.writeString(
        folder.resolve("trust.yaml"),
        "apiVersion: countersign.dev/v1\nkind: TrustFile\npeople:\n  %s:\n    name: Tess\n    seats: [tech-lead]\n    keys:\n      %s\n"
            .formatted(
                LEAD,
                new dev.countersign.approval.TrustedKey(lead.publicKey().key(), null, null, null)
                    .line()));
    temporal = RealServers.temporal(folder);
    haproxy = HaproxyProcess.start(folder, slot(0), slot(1), "/health");
    Files.createFile(haproxy.slots());
    agent =
        AgentProcess.start(
            folder,
            haproxy,
            MODEL,
            List.of(dev.countersign.worker.Main.class.getName(), "agent", "-f"));
    prometheus = PrometheusServer.start(folder, agent.address());
    int port = Ports.free();
    URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
    worker =
        JavaProcess.start(
            "worker",
            folder,
            port,
            arguments(port),
            Map.of(AgentProcess.TOKEN_VARIABLE, AgentProcess.TOKEN),
            () -> Ports.answers(port));
    var _ =
        until(
            "the worker takes work",
            () -> RealServers.answersOk(health) ? Optional.of(true) : Optional.empty());
    connection = until("Temporal answers", () -> connected(temporal));
    releases = new Releases(connection.client(), Releases.TASK_QUEUE);
  }

  private static Optional<TemporalConnection> connected(RealServer temporal) {
    try {
      return Optional.of(
          TemporalConnection.open(
              new ConnectionSettings(temporal.address(), "default", null).resolve(Map.of()),
              "tests"));
    } catch (ClientException busy) {
      return Optional.empty();
    }
  }

  private List<String> arguments(int port) {
    return List.of(
        "worker",
        "--port",
        String.valueOf(port),
        "--root",
        folder.toString(),
        "--host",
        "127.0.0.1",
        "--address",
        temporal.address(),
        "--trust",
        folder.resolve("trust.yaml").toString(),
        "--state",
        folder.resolve("state").toString(),
        "--property",
        "server.address=127.0.0.1",
        "--property",
        "countersign.drain=2s");
  }

  private URI slot(int number) {
    return URI.create("http://127.0.0.1:" + slots.get(number));
  }

  WorkflowClient client() {
    return connection.client();
  }

  Releases releases() {
    return releases;
  }

  /** What the agent says is routed, read back from HAProxy. */
  RemoteRouter router() {
    return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
  }

  /** Starts a release, deploys it when the board is asked, and signs. */
  ReleaseName releaseAndSign(String version, int slot) throws IOException {
    ReleaseName name = new ReleaseName(MODEL, version);
    releases.start(name, manifest(version), folder.toUri().toString(), null);
    ReleaseView asked =
        until(name + " asks its board", () -> view(name).filter(v -> v.asked() != null));
    deploy(version, slot);
    var _ =
        releases.sign(
            name,
            SignOffDraft.of(asked, "tech-lead", LEAD, Decision.APPROVE, "looked", Instant.now())
                .sign(lead));
    return name;
  }

  /** What whoever deploys models does: takes it from the registry, serves it, says where. */
  private void deploy(String version, int slot) throws IOException {
    FolderStore registry = new FolderStore(folder.resolve("state/registry"));
    RegisteredModel model = registry.tagged(MODEL, "countersign.version", version).getLast();
    models.add(
        ScoringServer.start(
            folder.resolve("served-" + version), registry.fetch(model), version, slots.get(slot)));
    Files.writeString(
        haproxy.slots(),
        "%s %s %s%n".formatted(slot == 0 ? "blue" : "green", version, model.digest().orElseThrow()),
        StandardOpenOption.APPEND);
  }

  Optional<ReleaseView> view(ReleaseName name) {
    try {
      return Optional.of(releases.view(name));
    } catch (ClientException nobodyThere) {
      return Optional.empty();
    }
  }

  Ending ending(ReleaseName name) {
    return until(
        "the end of " + name,
        () -> {
          try {
            return releases.ending(name);
          } catch (ClientException nobodyThere) {
            return Optional.empty();
          }
        });
  }

  static <T> T until(String what, Supplier<Optional<T>> value) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      Optional<T> now = value.get();
      if (now.isPresent()) {
        return now.get();
      }
      pause(100);
    }
    throw new AssertionError("never came within " + PATIENCE + ": " + what);
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private String manifest(String version) {
    return """
    apiVersion: countersign.dev/v1
    kind: ModelRelease
    metadata:
      model: %s
      version: "%s"
      owner: lending-ml
      submittedBy: ci@bank.example
      trainedBy: [ada@bank.example]
    intendedUse:
      decision: Accept an application for a consumer loan, or refer it to a person.
      affected: People who apply for a loan.
      harm: A wrong refusal denies credit; a wrong acceptance puts a household in debt.
      useCase: other
      limitations: [The applications are made up, and a bias against the young was put in on purpose.]
      outOfScope: [Business loans]
    data:
      source: loans.csv
      split: {evaluation: 0.3, seed: 1}
      id: application_id
      label: {column: decision, favourable: accepted, provenance: human-decision}
      protected:
        - {attribute: age, column: age, bands: ["<=25", ">25"], reference: ">25", use: training}
        - {attribute: sex, column: sex, reference: male}
      features: {exclude: [age, sex, cash_flow_score]}
      pii: [application_id]
    mitigation: {method: reweighing, attribute: age}
    training:
      xgboost: {rounds: %s, maxDepth: 3, learningRate: 0.1, seed: 1}
    fallback: {name: people}
    rollout:
      environment: production
      router: {haproxy: {agent: '%s', endpoint: '%s', protocol: mlflow}}
      metrics: {prometheus: {url: '%s'}}
      steps:
        - {audience: internal, weight: 0, bake: 1m}
        - {weight: 50, bake: 1m}
        - {weight: 100, bake: 1m}
    """
        .formatted(
            MODEL,
            version,
            "1".equals(version) ? "40" : "60",
            agent.address(),
            haproxy.endpoint(),
            prometheus.url());
  }

  /** One application as callers send it. */
  static Map<String, Object> row() {
    return Map.of(
        "income",
        40.0,
        "debt_share",
        0.2,
        "amount",
        9.0,
        "savings",
        4.0,
        "years_at_job",
        4,
        "late_payments",
        0,
        "housing",
        "owns",
        "purpose",
        "car");
  }

  @Override
  public void close() {
    connection.close();
    worker.kill();
    prometheus.kill();
    agent.close();
    haproxy.close();
    models.forEach(RealServer::kill);
    temporal.kill();
  }
}
