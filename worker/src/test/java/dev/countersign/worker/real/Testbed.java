package dev.countersign.worker.real;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.TrustReader;
import dev.countersign.client.ClientException;
import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.Ending;
import dev.countersign.client.EvidenceReader;
import dev.countersign.client.Order;
import dev.countersign.client.Patience;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.SignOffDraft;
import dev.countersign.client.TemporalConnection;
import dev.countersign.testing.Eventually;
import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.verification.PassportVerifier;
import dev.countersign.verification.VerificationReport;
import dev.countersign.worker.demo.DemoData;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.SignOffReceipt;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Releases on real servers: {@code temporal server start-dev}, an MLflow server, a worker in a
 * process of its own, and people with keys. Every process may be killed and started again.
 */
public final class Testbed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private final Path folder;
  private final Signatories people;
  private final Notices notices;
  private final RealServer temporal;
  private final URI temporalUi;
  private final RealServer registry;
  private final RealServer worker;
  private final TemporalConnection connection;
  private final Releases releases;

  private Testbed(
      Path folder,
      Signatories people,
      Notices notices,
      RealServer temporal,
      URI temporalUi,
      RealServer registry,
      RealServer worker,
      TemporalConnection connection) {
    this.folder = folder;
    this.people = people;
    this.notices = notices;
    this.temporal = temporal;
    this.temporalUi = temporalUi;
    this.registry = registry;
    this.worker = worker;
    this.connection = connection;
    this.releases =
        new Releases(
            connection.client(),
            Releases.TASK_QUEUE,
            Patience.silently(Duration.ofMinutes(1)),
            InstantSource.system());
  }

  /**
   * Starts everything.
   *
   * @param folder an empty one, where all state is kept
   * @param roots folders besides, whose files manifests may name
   */
  public static Testbed start(Path folder, Path... roots) throws IOException {
    List<String> further = new ArrayList<>();
    for (Path root : roots) {
      further.addAll(List.of("--root", root.toString()));
    }
    return start(folder, further, Map.of());
  }

  /**
   * Starts everything.
   *
   * @param arguments of the worker, besides the usual
   * @param environment of the worker, besides the usual
   */
  public static Testbed start(Path folder, List<String> arguments, Map<String, String> environment)
      throws IOException {
    return start(folder, false, arguments, environment);
  }

  /** Starts a worker that finds neither Temporal nor the registry; both have run before. */
  public static Testbed startWithServersDown(Path folder) throws IOException {
    return start(folder, true, List.of(), Map.of());
  }

  private static Testbed start(
      Path folder, boolean serversDown, List<String> further, Map<String, String> environment)
      throws IOException {
    DemoData.write(folder.resolve("loans.csv"));
    Signatories people = Signatories.settle(folder.resolve("keys"));
    Notices notices = Notices.listen();
    CompletableFuture<RealServer> mlflow =
        CompletableFuture.supplyAsync(() -> RealServers.mlflow(folder));
    int uiPort = Ports.free();
    RealServer temporal = RealServers.temporalWithPages(folder, uiPort);
    RealServer registry = mlflow.join();
    TemporalConnection connection =
        Eventually.get("a connection to " + temporal.address(), () -> connection(temporal));
    List<String> arguments = arguments(folder, people, temporal, registry);
    arguments.addAll(further);
    Map<String, String> whole = new HashMap<>(environment);
    whole.putAll(notices.environment());
    if (serversDown) {
      temporal.kill();
      registry.kill();
    }
    RealServer worker =
        serversDown ? RealWorker.startAlone(arguments, whole) : RealWorker.start(arguments, whole);
    URI ui = URI.create("http://127.0.0.1:" + uiPort);
    return new Testbed(folder, people, notices, temporal, ui, registry, worker, connection);
  }

  private static Optional<TemporalConnection> connection(RealServer temporal) {
    try {
      return Optional.of(
          TemporalConnection.open(
              new ConnectionSettings(temporal.address(), "default", null).resolve(Map.of()),
              "tests"));
    } catch (ClientException notYet) {
      return Optional.empty();
    }
  }

  private static List<String> arguments(
      Path folder, Signatories people, RealServer temporal, RealServer registry) {
    return new ArrayList<>(
        List.of(
            "--root",
            folder.toString(),
            "--address",
            temporal.address(),
            "--trust",
            people.trust().toString(),
            "--state",
            folder.resolve("state").toString(),
            "--registry",
            registry.url(),
            "--property",
            "countersign.server.id=" + Signatories.SERVER,
            "--property",
            "countersign.server.key=" + people.serverKey(),
            "--property",
            "countersign.drain=5s"));
  }

  /** The folder with {@code loans.csv} and all state. */
  public Path folder() {
    return folder;
  }

  /** People with their keys. */
  public Signatories people() {
    return people;
  }

  /** What people were told. */
  public Notices notices() {
    return notices;
  }

  public RealServer temporal() {
    return temporal;
  }

  /** Where the Temporal server has its UI. */
  public URI temporalUi() {
    return temporalUi;
  }

  /** The MLflow server. */
  public RealServer registry() {
    return registry;
  }

  public RealServer worker() {
    return worker;
  }

  public WorkflowClient client() {
    return connection.client();
  }

  public Releases releases() {
    return releases;
  }

  /** Starts a release of the made-up loan model. */
  public ReleaseName start(LoanManifest manifest) {
    start(manifest.name(), manifest.text(), folder);
    return manifest.name();
  }

  /** Starts any release. */
  public void start(ReleaseName name, String manifest, Path base) {
    releases.start(name, manifest, base.toUri().toString(), null);
  }

  /** Starts a release, lets everybody sign, and waits for its end. */
  public ReleaseResult release(LoanManifest manifest) {
    ReleaseName name = start(manifest);
    everybodySigns(name);
    return result(name);
  }

  /** Waits until a board is asked, and fills every seat. */
  public void everybodySigns(ReleaseName name) {
    SignOffRequest asked = asked(name);
    for (Seat seat : asked.seats()) {
      sign(name, seat.role(), Decision.APPROVE);
    }
  }

  /**
   * Waits until a board is asked.
   *
   * @throws AssertionError if the release ends before one is, with how it ended
   */
  public SignOffRequest asked(ReleaseName name) {
    return Eventually.get(
        name + " asks a board",
        () -> {
          Optional<SignOffRequest> asked = view(name).flatMap(v -> Optional.ofNullable(v.asked()));
          if (asked.isEmpty()) {
            ending(name).ifPresent(ending -> failUnasked(name, ending));
          }
          return asked;
        });
  }

  private static void failUnasked(ReleaseName name, Ending ending) {
    ReleaseResult result = ending.result();
    throw new AssertionError(
        name
            + " ended before it asked a board: "
            + (result == null
                ? ending.how()
                : result.outcome() + ", " + result.reason() + " " + result.problems()));
  }

  /** Signs for a seat. */
  public SignOffReceipt sign(ReleaseName name, String seat, Decision decision) {
    ReleaseView view = releases.view(name);
    return releases.sign(
        name,
        SignOffDraft.of(view, seat, people.person(seat), decision, "looked at it", Instant.now())
            .sign(people.key(seat)));
  }

  /** Promotes as soon as the step can be judged; before that a promotion is refused. */
  public void promote(ReleaseName name, Command command) {
    Eventually.get(
        "a promotion of " + name,
        () -> {
          try {
            return Optional.of(releases.tell(name, Order.PROMOTE, command));
          } catch (ClientException undecided) {
            return Optional.empty();
          }
        });
  }

  /** Waits until a release looks like that. */
  public ReleaseView awaitView(ReleaseName name, Predicate<ReleaseView> looks) {
    return Eventually.get(name + " looks as awaited", () -> view(name).filter(looks));
  }

  /** Waits for the end, whatever it is, and gives what the release says of it. */
  public ReleaseResult result(ReleaseName name) {
    Ending ending = Eventually.get("the end of " + name, () -> ending(name));
    ReleaseResult result = ending.result();
    if (result == null) {
      throw new AssertionError(name + " ended without a result: " + ending.how());
    }
    return result;
  }

  /** Checks a release's passport as anyone would, offline. */
  public void requireVerified(ReleaseResult result) {
    try {
      var trust = TrustReader.read(Files.readString(people.trust())).trust();
      var report =
          PassportVerifier.verify(new EvidenceReader().read(result.passport()), trust, true);
      if (report.conclusion() != VerificationReport.Conclusion.VERIFIED) {
        throw new AssertionError(report.conclusion() + ": " + report.findings());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The history of a workflow's latest run. */
  public WorkflowExecutionHistory history(String workflowId) {
    return client().fetchHistory(workflowId);
  }

  /** What a release looks like, or empty while nobody can answer. */
  public Optional<ReleaseView> view(ReleaseName name) {
    try {
      return Optional.of(releases.view(name));
    } catch (ClientException nobodyThere) {
      return Optional.empty();
    }
  }

  private Optional<Ending> ending(ReleaseName name) {
    try {
      return releases.ending(name);
    } catch (ClientException nobodyThere) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    connection.close();
    worker.close();
    registry.close();
    temporal.close();
    notices.close();
  }
}
