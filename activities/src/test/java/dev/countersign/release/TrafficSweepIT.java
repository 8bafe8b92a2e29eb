package dev.countersign.release;

import static dev.countersign.release.SweepBed.move;
import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.Notice;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.agent.TrafficAgent;
import dev.countersign.traffic.haproxy.TwoModels;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  @TempDir static Path folder;
  private static SweepBed bed;
  private static TwoModels models;
  private static HaproxyProcess haproxy;
  private static AgentProcess agent;

  @BeforeAll
  static void start() {
    bed = new SweepBed(folder);
    models = TwoModels.start(folder);
    haproxy = HaproxyProcess.start(folder, models.blue(), models.green());
    models.writeSlots(haproxy.slots());
    agent = AgentProcess.start(folder, haproxy, MODEL, List.of(TrafficAgent.class.getName()));
  }

  @AfterAll
  static void stop() {
    agent.close();
    haproxy.close();
    models.close();
    bed.close();
  }

  @Test
  @Order(1)
  void whatARunningRolloutMovedIsLeftAlone() {
    move(haproxy(), bed.rollout("rollout/production/credit-risk"), 1, 25);
    bed.remember("haproxy", Map.of("agent", agent.address(), "endpoint", haproxy.endpoint()));
    Swept swept = bed.sweep().getFirst();
    assertThat(swept.state()).isEqualTo(State.LIVING);
    assertThat(haproxy().observe().route().candidateWeight()).isEqualTo(25);
    assertThat(bed.notices).isEmpty();
  }

  @Test
  @Order(2)
  void whatATerminatedRolloutLeftIsGivenBackUnderAHigherGenerationAndPeopleAreTold() {
    bed.client.newUntypedWorkflowStub("rollout/production/credit-risk").terminate("by hand");
    Swept swept = bed.sweep().getFirst();
    assertThat(swept.state()).isEqualTo(State.HEALED);
    assertThat(swept.words()).contains("runs no more", "25.0 %", "generation 2");
    assertThat(haproxy().observe().settled()).isTrue();
    assertThat(haproxy().observe().route().incumbent()).isEqualTo(OLD);
    assertThat(haproxy().observe().generation()).isEqualTo(2);
    assertThat(bed.notices)
        .extracting(Notice::subject)
        .containsExactly(
            "Traffic of credit-risk in production had no living rollout and was given back");
  }

  @Test
  @Order(3)
  void sweepingAgainChangesNothing() {
    assertThat(bed.sweep()).extracting(Swept::state).containsExactly(State.SETTLED);
    assertThat(haproxy().observe().generation()).isEqualTo(2);
    assertThat(bed.notices).hasSize(1);
  }

  @Test
  @Order(4)
  void whatWasMovedByARolloutThatTemporalNeverKnewIsGivenBackToo() {
    TrafficRouter router = bed.embedded.router(ENVIRONMENT, MODEL);
    router.offer(served(OLD));
    router.offer(served(NEW));
    move(router, "rollout/nobody/knows@1", 5, 50);
    bed.remember("embedded", Map.of());
    assertThat(bed.sweep()).extracting(Swept::state).containsExactly(State.SETTLED, State.HEALED);
    assertThat(router.observe().settled()).isTrue();
    assertThat(router.observe().generation()).isEqualTo(6);
  }

  @Test
  @Order(5)
  void aRouterThatCanNotBeReadIsSaidOnceHoweverOftenItIsSwept() {
    agent.kill();
    bed.notices.clear();
    WorkflowStub swept = repeatedly();
    await(() -> closedRuns(swept) >= 3);
    swept.terminate("seen enough");
    assertThat(bed.notices).hasSize(1);
    assertThat(bed.notices.getFirst().subject()).contains("can't be verified");
    assertThat(bed.notices.getFirst().body())
        .contains("does not answer", "look at the router itself");
    agent.startAgain();
    assertThat(bed.sweep()).extracting(Swept::state).containsExactly(State.SETTLED, State.SETTLED);
  }

  /** One of two missed what the other was told, as a killed worker leaves it. */
  @Test
  @Order(6)
  void ofTwoRoutersThatDisagreeTheOneThatStillSharesIsGivenBackToo() {
    try (SecondRouter second = SecondRouter.start(folder.resolve("second"))) {
      String holder = bed.rollout("rollout/production/fleet");
      move(second.router(), holder, 9, 25);
      bed.remember(
          "haproxy",
          Map.of(
              "agents",
              List.of(agent.address().toString(), second.address().toString()),
              "endpoint",
              haproxy.endpoint()));
      assertThat(haproxy().observe().settled()).as("the newest of both shares").isTrue();
      assertThat(bed.sweep().getLast().state()).isEqualTo(State.LIVING);
      bed.client.newUntypedWorkflowStub("rollout/production/fleet").terminate("by hand");
      Swept swept = bed.sweep().getLast();
      assertThat(swept.state()).as(swept.words()).isEqualTo(State.HEALED);
      assertThat(second.router().observe().settled()).isTrue();
      assertThat(second.router().observe().generation())
          .isEqualTo(haproxy().observe().generation())
          .isEqualTo(10);
      second.makeIncumbent(NEW);
      Swept apart = bed.sweep().getLast();
      assertThat(apart.state()).isEqualTo(State.UNVERIFIED);
      assertThat(apart.words())
          .contains("don't agree who serves everybody", "version 1", "version 2");
    }
  }

  /** As Temporal's schedule does: each run knows what the one before it found. */
  private static WorkflowStub repeatedly() {
    WorkflowStub stub =
        bed.client.newUntypedWorkflowStub(
            "SweepTraffic",
            WorkflowOptions.newBuilder()
                .setTaskQueue(SweepBed.QUEUE)
                .setWorkflowId("repeatedly")
                .setCronSchedule("@every 1s")
                .build());
    stub.start();
    return stub;
  }

  private static long closedRuns(WorkflowStub stub) {
    return bed.client
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

  private static RemoteRouter haproxy() {
    return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
  }
}
