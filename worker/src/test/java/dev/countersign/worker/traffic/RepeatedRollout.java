package dev.countersign.worker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.Releases;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.testing.Eventually;
import dev.countersign.traffic.TrafficException;
import dev.countersign.worker.real.LoanManifest;
import dev.countersign.worker.real.RealHistory;
import dev.countersign.workflow.RolloutCommand;
import dev.countersign.workflow.RolloutWorkflow;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rollout that was done once, done again and again with bakes and leases of other lengths; what
 * serves and what is released change places when it was committed.
 */
final class RepeatedRollout {
  static final Duration LEASE = Duration.ofSeconds(6);
  static final Duration BAKE = Duration.ofSeconds(1);

  /** No caller waits so long: HAProxy took what its wall clock was set by for time that passed. */
  private static final Duration NOBODY_WAITED = Duration.ofMinutes(30);

  private final LiveTraffic bed;
  private final Callers callers;
  private final ObjectNode request;

  private RepeatedRollout(LiveTraffic bed, Callers callers, ObjectNode request) {
    this.bed = bed;
    this.callers = callers;
    this.request = request;
  }

  /**
   * How a rollout ended.
   *
   * @param state the old one or the new one
   * @param told everything that happened, in words
   */
  record Ended(String state, String told) {}

  /** The rollout that ran last, whatever version it was of. */
  static RepeatedRollout ofTheLast(
      LiveTraffic bed, Callers callers, Duration lease, Duration bake) {
    byte[] said =
        bed.testbed
            .history(id())
            .getEvents()
            .getFirst()
            .getWorkflowExecutionStartedEventAttributes()
            .getInput()
            .getPayloads(0)
            .getData()
            .toByteArray();
    ObjectNode request = (ObjectNode) Json.read(said, JsonNode.class);
    ObjectNode plan = (ObjectNode) request.at("/terms/plan");
    set(plan, "leaseTtl", lease);
    plan.put("minimumRequests", 5);
    plan.path("steps").forEach(step -> set((ObjectNode) step, "bake", bake));
    return new RepeatedRollout(bed, callers, request);
  }

  private static String id() {
    return RolloutWorkflow.id(LoanManifest.ENVIRONMENT, LiveTraffic.MODEL);
  }

  /** Durations are written as whatever this one is written as. */
  private static void set(ObjectNode node, String name, Duration value) {
    if (node.path(name).isNumber()) {
      node.put(name, value.toMillis() / 1000.0);
    } else {
      node.put(name, value.toString());
    }
  }

  /** The same with a bake of its own for one step, counted from 0. */
  RepeatedRollout baking(int step, Duration bake) {
    set((ObjectNode) request.at("/terms/plan/steps").get(step), "bake", bake);
    return this;
  }

  int steps() {
    return request.at("/terms/plan/steps").size();
  }

  /**
   * Does it once, strikes somewhere in it, and sees to it that the end is the old state or the new
   * one, that whoever answers is what was read back, that the end is on record, and that no request
   * was lost but those HAProxy ended itself because of a clock that was set, which it logs so.
   *
   * @return how it ended
   */
  Ended under(Strike strike) throws IOException {
    RouteObservation before = settled();
    String old = incumbent(before);
    String next = turnTo(old);
    long answered = callers.answered();
    int lostBefore = callers.lost().size();
    long endedByClockBefore = bed.haproxy.failuresLasting(NOBODY_WAITED);
    long began = System.nanoTime();
    WorkflowStub rollout = prepared();
    Runnable blow =
        () -> {
          pause(strike.delayMillis());
          strike.strike(rollout);
        };
    switch (strike.moment()) {
      case APPLYING -> bed.link.onApply(strike.step(), blow);
      case BAKING -> bed.link.onApplied(strike.step(), blow);
    }
    var _ = rollout.start(request);
    String struck = struck(strike);
    String outcome = outcome();
    if (outcome.equals("terminated")) {
      // an activity that was under way may still move traffic; its lease then ends by itself
      pause(LEASE.plusSeconds(2).toMillis());
    }
    RouteObservation after = settled();
    String serving = incumbent(after);
    assertThat(serving).as("%s: %s", strike, outcome).isIn(old, next);
    assertThat(callers.versions()).as("who answers after %s", strike).containsExactly(serving);
    if (outcome.startsWith("PASSED")) {
      assertThat(serving).as("a rollout that passed").isEqualTo(next);
    } else if (!outcome.equals("terminated")) {
      assertThat(serving).as("a rollout that ended %s", outcome).isEqualTo(old);
    }
    List<String> all = callers.lost();
    List<String> lost = all.subList(lostBefore, all.size());
    long endedByClock = bed.haproxy.failuresLasting(NOBODY_WAITED) - endedByClockBefore;
    assertThat(lost)
        .as("requests lost under %s; HAProxy ended %d by its own clock", strike, endedByClock)
        .hasSizeLessThanOrEqualTo((int) endedByClock);
    String told =
        "%s; %s; %s at generation %d -> %s at generation %d; %s; %s; %d requests answered, %d lost%s; %.1f s"
            .formatted(
                strike,
                struck,
                old,
                before.generation(),
                serving,
                after.generation(),
                outcome,
                sideEffects(),
                callers.answered() - answered,
                lost.size(),
                endedByClock == 0 ? "" : ", " + endedByClock + " ended by HAProxy's own clock",
                (System.nanoTime() - began) / 1e9);
    return new Ended(serving.equals(old) ? "in the old state" : "in the new state", told);
  }

  private String struck(Strike strike) {
    String struck = Eventually.get(strike + " is struck", strike::struck);
    pause(strike.downMillis());
    strike.blow().mend().run();
    return struck;
  }

  /** Lets what does not serve be the candidate, and says its version. */
  private String turnTo(String serving) {
    JsonNode candidate = request.path("candidate");
    if (candidate.path("version").asText().equals(serving)) {
      JsonNode incumbent = request.path("incumbent");
      request.set("incumbent", candidate);
      request.set("candidate", incumbent);
    }
    return request.at("/candidate/version").asText();
  }

  /** Starts it, and leaves it alone. */
  void start() {
    turnTo(incumbent(settled()));
    var _ = prepared().start(request);
  }

  private WorkflowStub prepared() {
    return bed.testbed
        .client()
        .newUntypedWorkflowStub(
            "Rollout",
            WorkflowOptions.newBuilder()
                .setTaskQueue(Releases.TASK_QUEUE)
                .setWorkflowId(id())
                .build());
  }

  /** An operator cuts its bakes short, one order a second, until it has ended. */
  void promoteThrough() {
    RolloutCommand promote =
        new RolloutCommand(RolloutCommand.Kind.PROMOTE, "olga@bank.example", "seen enough");
    while (isRunning()) {
      try {
        bed.testbed.client().newUntypedWorkflowStub(id()).signal("command", promote);
      } catch (WorkflowNotFoundException over) {
        return;
      }
      pause(1000);
    }
  }

  private boolean isRunning() {
    return bed.testbed.client().newUntypedWorkflowStub(id()).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** What its latest run's history says, event by event. */
  String record() {
    return bed.testbed.history(id()).getEvents().toString();
  }

  /** Until the step's route stands. */
  void awaitStep(int step) {
    double weight = request.at("/terms/plan/steps").get(step).path("weight").asDouble();
    Eventually.get(
        "step " + step,
        () -> {
          Route route = bed.router.observe().route();
          boolean there =
              route != null && route.candidate() != null && route.candidateWeight() >= weight;
          return there ? Optional.of(true) : Optional.empty();
        });
  }

  /** How it ended, as Temporal has it on record; asked by id, as a reset begins another run. */
  String outcome() {
    return Eventually.get(
        "the end of the rollout",
        () -> {
          try {
            WorkflowStub latest = bed.testbed.client().newUntypedWorkflowStub(id());
            WorkflowExecutionStatus status = latest.describe().getStatus();
            return switch (status) {
              case WORKFLOW_EXECUTION_STATUS_RUNNING -> Optional.empty();
              case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Optional.of(words(latest));
              case WORKFLOW_EXECUTION_STATUS_TERMINATED -> Optional.of("terminated");
              default -> throw new AssertionError("it ended " + status);
            };
          } catch (StatusRuntimeException | WorkflowException down) {
            return Optional.empty();
          }
        });
  }

  private static String words(WorkflowStub rollout) {
    JsonNode result = rollout.getResult(JsonNode.class);
    return result.path("ended").asText() + ": " + result.path("reason").asText();
  }

  /** How often traffic was told to move, as the history has it. */
  private String sideEffects() {
    Map<String, Long> scheduled = RealHistory.of(bed.testbed.history(id())).scheduled();
    return scheduled.entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey())
        .collect(Collectors.joining(", ", "activities ", ""));
  }

  /** What is routed once no lease stands any more. */
  private RouteObservation settled() {
    return Eventually.get(
        "a settled route",
        () -> {
          try {
            RouteObservation observed = bed.router.observe();
            return observed.settled() ? Optional.of(observed) : Optional.empty();
          } catch (TrafficException down) {
            return Optional.empty();
          }
        });
  }

  private static String incumbent(RouteObservation observed) {
    Route route = observed.route();
    assertThat(route).isNotNull();
    assertThat(route.incumbent()).isNotNull();
    return route.incumbent().version();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
