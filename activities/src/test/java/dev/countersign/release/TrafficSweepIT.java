package dev.countersign.release;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.Notice;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.activity.TrafficTask;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.Severity;
import dev.countersign.http.AllowedHosts;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.agent.AgentRouterKind;
import dev.countersign.traffic.agent.TrafficAgent;
import dev.countersign.traffic.embedded.EmbeddedRouterKind;
import dev.countersign.traffic.embedded.EmbeddedRouters;
import dev.countersign.traffic.embedded.ShiftedScorer;
import dev.countersign.traffic.haproxy.TwoModels;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sweep over a real HAProxy with its agent, an embedded router and a real Temporal. One set of
 * processes for all, so the order matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrafficSweepIT {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final String QUEUE = "sweep";
  private static final List<Notice> NOTICES = new CopyOnWriteArrayList<>();

  @TempDir static Path folder;
  private static RealServer temporal;
  private static TwoModels models;
  private static HaproxyProcess haproxy;
  private static AgentProcess agent;
  private static EmbeddedRouters embedded;
  private static WorkflowServiceStubs stubs;
  private static WorkflowClient client;
  private static WorkerFactory workers;
  private static FolderEvidenceStore evidence;

  @BeforeAll
  static void start() {
    temporal = RealServers.temporal(folder);
    models = TwoModels.start(folder);
    haproxy = HaproxyProcess.start(folder, models.blue(), models.green());
    models.writeSlots(haproxy.slots());
    agent = AgentProcess.start(folder, haproxy, MODEL, List.of(TrafficAgent.class.getName()));
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
    worker.registerWorkflowImplementationTypes(SweepWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new SweepActivitiesImpl(desk, evidence, client),
        new NotifyActivitiesImpl(List.of((notice, _) -> NOTICES.add(notice))));
    workers.start();
  }

  @AfterAll
  static void stop() {
    workers.shutdownNow();
    stubs.shutdownNow();
    embedded.close();
    agent.close();
    haproxy.close();
    models.close();
    temporal.close();
  }

  @Test
  @Order(1)
  void whatARunningRolloutMovedIsLeftAlone() {
    move(haproxy(), rollout("rollout/production/credit-risk"), 1, 25);
    remember("haproxy", Map.of("agent", agent.address(), "endpoint", haproxy.endpoint()));
    Swept swept = sweep().getFirst();
    assertThat(swept.state()).isEqualTo(State.LIVING);
    assertThat(haproxy().observe().route().candidateWeight()).isEqualTo(25);
    assertThat(NOTICES).isEmpty();
  }

  @Test
  @Order(2)
  void whatATerminatedRolloutLeftIsGivenBackUnderAHigherGenerationAndPeopleAreTold() {
    client.newUntypedWorkflowStub("rollout/production/credit-risk").terminate("by hand");
    Swept swept = sweep().getFirst();
    assertThat(swept.state()).isEqualTo(State.HEALED);
    assertThat(swept.words()).contains("runs no more", "25.0 %", "generation 2");
    assertThat(haproxy().observe().settled()).isTrue();
    assertThat(haproxy().observe().route().incumbent()).isEqualTo(OLD);
    assertThat(haproxy().observe().generation()).isEqualTo(2);
    assertThat(NOTICES)
        .extracting(Notice::subject)
        .containsExactly(
            "Traffic of credit-risk in production had no living rollout and was given back");
  }

  @Test
  @Order(3)
  void sweepingAgainChangesNothing() {
    assertThat(sweep()).extracting(Swept::state).containsExactly(State.SETTLED);
    assertThat(haproxy().observe().generation()).isEqualTo(2);
    assertThat(NOTICES).hasSize(1);
  }

  @Test
  @Order(4)
  void whatWasMovedByARolloutThatTemporalNeverKnewIsGivenBackToo() {
    TrafficRouter router = embedded.router(ENVIRONMENT, MODEL);
    router.offer(served(OLD));
    router.offer(served(NEW));
    move(router, "rollout/nobody/knows@1", 5, 50);
    remember("embedded", Map.of());
    assertThat(sweep()).extracting(Swept::state).containsExactly(State.SETTLED, State.HEALED);
    assertThat(router.observe().settled()).isTrue();
    assertThat(router.observe().generation()).isEqualTo(6);
  }

  @Test
  @Order(5)
  void aRouterThatCanNotBeReadIsSaidOnceHoweverOftenItIsSwept() {
    agent.kill();
    NOTICES.clear();
    WorkflowStub swept = repeatedly();
    await(() -> closedRuns(swept) >= 3);
    swept.terminate("seen enough");
    assertThat(NOTICES).hasSize(1);
    assertThat(NOTICES.getFirst().subject()).contains("can't be verified");
    assertThat(NOTICES.getFirst().body()).contains("does not answer", "look at the router itself");
    agent.startAgain();
    assertThat(sweep()).extracting(Swept::state).containsExactly(State.SETTLED, State.SETTLED);
  }

  /** One of two missed what the other was told, as a killed worker leaves it. */
  @Test
  @Order(6)
  void ofTwoRoutersThatDisagreeTheOneThatStillSharesIsGivenBackToo() {
    try (SecondRouter second = SecondRouter.start(folder.resolve("second"))) {
      String holder = rollout("rollout/production/fleet");
      move(second.router(), holder, 9, 25);
      remember(
          "haproxy",
          Map.of(
              "agents",
              List.of(agent.address().toString(), second.address().toString()),
              "endpoint",
              haproxy.endpoint()));
      assertThat(haproxy().observe().settled()).as("the newest of both shares").isTrue();
      assertThat(sweep().getLast().state()).isEqualTo(State.LIVING);
      client.newUntypedWorkflowStub("rollout/production/fleet").terminate("by hand");
      Swept swept = sweep().getLast();
      assertThat(swept.state()).as(swept.words()).isEqualTo(State.HEALED);
      assertThat(second.router().observe().settled()).isTrue();
      assertThat(second.router().observe().generation())
          .isEqualTo(haproxy().observe().generation())
          .isEqualTo(10);
      second.makeIncumbent(NEW);
      Swept apart = sweep().getLast();
      assertThat(apart.state()).isEqualTo(State.UNVERIFIED);
      assertThat(apart.words())
          .contains("don't agree who serves everybody", "version 1", "version 2");
    }
  }

  private static List<Swept> sweep() {
    SweepReport report =
        client
            .newWorkflowStub(
                SweepWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(QUEUE)
                    .setWorkflowId("sweep-" + UUID.randomUUID())
                    .build())
            .sweep();
    return report.routers();
  }

  /** As Temporal's schedule does: each run knows what the one before it found. */
  private static WorkflowStub repeatedly() {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "SweepTraffic",
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("repeatedly")
                .setCronSchedule("@every 1s")
                .build());
    stub.start();
    return stub;
  }

  private static long closedRuns(WorkflowStub stub) {
    return client
        .listExecutions(
            "WorkflowId = '%s' AND ExecutionStatus != 'Running'"
                .formatted(stub.getExecution().getWorkflowId()))
        .count();
  }

  private static void await(java.util.function.BooleanSupplier come) {
    while (!come.getAsBoolean()) {
      Pause.of(Duration.ofMillis(200));
    }
  }

  /** A workflow that nobody works on: Temporal says it runs until it is terminated. */
  private static String rollout(String id) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "Rollout",
            WorkflowOptions.newBuilder().setTaskQueue("nobody").setWorkflowId(id).build());
    return id + "@" + stub.start().getRunId();
  }

  private static void move(TrafficRouter router, String holder, long generation, double weight) {
    RouteIntent intent =
        new RouteIntent(ENVIRONMENT, MODEL, holder, generation, weighing(weight), LEASE);
    assertThat(router.apply(intent)).isInstanceOf(LeaseAnswer.Accepted.class);
  }

  private static RemoteRouter haproxy() {
    return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
  }

  private static void remember(String kind, Map<String, ?> options) {
    Map<String, Object> written = new java.util.TreeMap<>();
    options.forEach(
        (key, value) -> written.put(key, value instanceof List<?> ? value : value.toString()));
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
}
