package dev.countersign.release;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.Notice;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.activity.TrafficTask;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.Severity;
import dev.countersign.http.AllowedHosts;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.passport.SigningKey;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.agent.AgentRouterKind;
import dev.countersign.traffic.embedded.EmbeddedRouterKind;
import dev.countersign.traffic.embedded.EmbeddedRouters;
import dev.countersign.traffic.embedded.ShiftedScorer;
import dev.countersign.workflow.ForgetWorkflowImpl;
import dev.countersign.workflow.Payloads;
import dev.countersign.workflow.SweepWorkflow;
import dev.countersign.workflow.SweepWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real Temporal, a worker that sweeps, and routers that rollouts nobody works on have moved. */
final class SweepBed implements AutoCloseable {
  /** Whose signed orders the worker believes. */
  static final String OPERATOR = "olga@bank.example";

  static final String QUEUE = "sweep";
  private static final Duration LEASE = Duration.ofMinutes(10);

  final SigningKey key = SigningKey.generate();
  final List<Notice> notices = new CopyOnWriteArrayList<>();
  final FolderEvidenceStore evidence;
  final EmbeddedRouters embedded;
  final WorkflowClient client;
  private final RealServer temporal;
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory workers;

  SweepBed(Path folder) {
    temporal = RealServers.temporal(folder);
    embedded = new EmbeddedRouters(folder.resolve("embedded"), ShiftedScorer::load);
    evidence = new FolderEvidenceStore(folder.resolve("evidence"));
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    workers = WorkerFactory.newInstance(client);
    TrafficDesk desk =
        new TrafficDesk(
            List.of(
                new EmbeddedRouterKind(embedded),
                new AgentRouterKind(
                    "haproxy", new AllowedHosts(Set.of("127.0.0.1")), AgentProcess.TOKEN)),
            List.of());
    var worker = workers.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(SweepWorkflowImpl.class, ForgetWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new SweepActivitiesImpl(desk, evidence, client),
        new SignOffActivitiesImpl(this::trust, Instant::now),
        new NotifyActivitiesImpl(List.of((notice, _) -> notices.add(notice))));
    workers.start();
  }

  private TrustFile trust() {
    TrustedKey trusted = new TrustedKey(key.publicKey().key(), null, null, null);
    return new TrustFile(
        Map.of(OPERATOR, new TrustFile.Person("Olga", List.of("operator"), List.of(trusted))),
        Map.of());
  }

  /** Sweeps once. */
  List<Swept> sweep() {
    return client
        .newWorkflowStub(
            SweepWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("sweep-" + UUID.randomUUID())
                .build())
        .sweep()
        .routers();
  }

  /** A workflow that nobody works on: Temporal says it runs until it is terminated. */
  String rollout(String id) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "Rollout",
            WorkflowOptions.newBuilder().setTaskQueue("nobody").setWorkflowId(id).build());
    return id + "@" + stub.start().getRunId();
  }

  static void move(TrafficRouter router, String holder, long generation, double weight) {
    RouteIntent intent =
        new RouteIntent(ENVIRONMENT, MODEL, holder, generation, weighing(weight), LEASE);
    assertThat(router.apply(intent)).isInstanceOf(LeaseAnswer.Accepted.class);
  }

  /** Remembers a router as a rollout does before it moves it. */
  void remember(String kind, Map<String, ?> options) {
    Map<String, Object> written = new TreeMap<>();
    options.forEach(
        (name, value) -> written.put(name, value instanceof List<?> ? value : value.toString()));
    PlannedStep all =
        new PlannedStep(
            1,
            "100 %",
            Audience.NOBODY,
            100,
            Duration.ofMinutes(1),
            Map.of(
                "error-rate",
                new CheckBar(null, 0.02, null, Severity.BLOCK, DecideOn.ESTIMATE, "test")));
    RolloutPlan plan =
        new RolloutPlan(
            ENVIRONMENT, List.of(all), List.of(), 20, RolloutPlan.LEAST_PATIENCE, LEASE);
    ModelRef model = new ModelRef("2", NEW.digest(), "file:///2.ubj", ModelSpec.Format.XGBOOST, 1);
    new KnownRouters(evidence)
        .remember(
            new TrafficTask(
                MODEL,
                new RolloutTerms(
                    OnConflict.REFUSE, kind, written, "embedded", Map.of(), null, plan),
                "holder",
                model,
                null,
                new EvidenceRef("release.json", OLD.digest(), "file:///release.json")));
  }

  @Override
  public void close() {
    workers.shutdownNow();
    stubs.shutdownNow();
    embedded.close();
    temporal.close();
  }
}
