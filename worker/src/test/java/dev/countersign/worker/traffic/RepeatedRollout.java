package dev.countersign.worker.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.TrafficException;
import dev.countersign.workflow.RolloutWorkflow;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;

/**
 * A rollout that was done once, done again and again with bakes of seconds and short leases; what
 * serves and what is released change places when it was committed.
 */
final class RepeatedRollout {
  private static final double BAKE_SECONDS = 1;
  private static final double LEASE_SECONDS = 20;

  private final LiveBed bed;
  private final ObjectNode request;

  private RepeatedRollout(LiveBed bed, ObjectNode request) {
    this.bed = bed;
    this.request = request;
  }

  /** The rollout that the latest release of a version did. */
  static RepeatedRollout of(LiveBed bed, ReleaseName done) {
    String id = RolloutWorkflow.id("production", done.model());
    byte[] said =
        bed.client()
            .fetchHistory(id)
            .getEvents()
            .getFirst()
            .getWorkflowExecutionStartedEventAttributes()
            .getInput()
            .getPayloads(0)
            .getData()
            .toByteArray();
    ObjectNode request = (ObjectNode) Json.read(said, JsonNode.class);
    ObjectNode plan = (ObjectNode) request.path("terms").path("plan");
    set(plan, "leaseTtl", LEASE_SECONDS);
    plan.put("minimumRequests", 5);
    plan.path("steps").forEach(step -> set((ObjectNode) step, "bake", BAKE_SECONDS));
    return new RepeatedRollout(bed, request);
  }

  /** Durations are written as whatever this one is written as. */
  private static void set(ObjectNode node, String name, double seconds) {
    if (node.path(name).isNumber()) {
      node.put(name, seconds);
    } else {
      node.put(name, Duration.ofMillis((long) (1000 * seconds)).toString());
    }
  }

  /**
   * Does it once, strikes somewhere in it, and sees to it that the end is the old state or the new
   * one.
   *
   * @return what happened, in words
   */
  String under(Blow blow, Random random, Callers callers) throws IOException {
    RouteObservation before = settled();
    String old = incumbent(before);
    String next = turnTo(old);
    long answered = callers.answered();
    int step = random.nextInt(request.path("terms").path("plan").path("steps").size());
    int into = random.nextInt(1500);
    int down = 200 + random.nextInt(2500);
    WorkflowStub rollout = start();
    awaitStep(rollout, step);
    LiveBed.pause(into);

    String struck = strike(blow, callers, rollout);
    LiveBed.pause(down);
    blow.mend(bed, callers);

    String outcome = outcome(rollout);
    if (outcome.equals("terminated")) {
      // an activity that was under way may still move traffic; its lease then ends by itself
      LiveBed.pause((long) (1000 * LEASE_SECONDS) + 5000);
    }
    RouteObservation after = settled();
    String serving = incumbent(after);
    assertThat(serving).isIn(old, next);
    assertThat(callers.versions()).as("who answers").containsExactly(serving);
    if (outcome.startsWith("PASSED")) {
      assertThat(serving).as("a rollout that passed").isEqualTo(next);
    } else if (!outcome.startsWith("terminated")) {
      assertThat(serving).as("a rollout that ended %s", outcome).isEqualTo(old);
    }
    return "step %d + %d ms, %s for %d ms: %s at generation %d -> %s at generation %d (%s); %d changes of the route, %d requests answered, %d lost"
        .formatted(
            step + 1,
            into,
            struck,
            down,
            old,
            before.generation(),
            serving,
            after.generation(),
            outcome,
            after.generation() - before.generation(),
            callers.answered() - answered,
            callers.lost().size());
  }

  private String strike(Blow blow, Callers callers, WorkflowStub rollout) {
    try {
      return blow.strike(bed, callers, rollout);
    } catch (io.grpc.StatusRuntimeException | io.temporal.client.WorkflowException ended) {
      return "nothing, it had ended";
    }
  }

  /** Lets what does not serve be the candidate, and says its version. */
  private String turnTo(String serving) {
    JsonNode candidate = request.path("candidate");
    if (candidate.path("version").asText().equals(serving)) {
      JsonNode incumbent = request.path("incumbent");
      request.set("incumbent", candidate);
      request.set("candidate", incumbent);
    }
    return request.path("candidate").path("version").asText();
  }

  private WorkflowStub start() {
    WorkflowStub stub =
        bed.client()
            .newUntypedWorkflowStub(
                "Rollout",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Releases.TASK_QUEUE)
                    .setWorkflowId(RolloutWorkflow.id("production", LiveBed.MODEL))
                    .build());
    var _ = stub.start(request);
    return stub;
  }

  /** Until the step's route is there, or the rollout has ended by itself. */
  private void awaitStep(WorkflowStub rollout, int step) {
    if (step == 0) {
      return;
    }
    double weight =
        StreamSupport.stream(request.path("terms").path("plan").path("steps").spliterator(), false)
            .skip(step - 1L)
            .findFirst()
            .orElseThrow()
            .path("weight")
            .asDouble();
    LiveBed.until(
        "step " + step,
        () -> {
          Route route = bed.router().observe().route();
          boolean there =
              route != null && route.candidate() != null && route.candidateWeight() >= weight;
          return there || !running(rollout) ? Optional.of(true) : Optional.empty();
        });
  }

  private boolean running(WorkflowStub rollout) {
    return status(rollout) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** The latest run's, asked by id: a reset begins another run. */
  private WorkflowExecutionStatus status(WorkflowStub rollout) {
    return latest(rollout).describe().getStatus();
  }

  private WorkflowStub latest(WorkflowStub rollout) {
    WorkflowExecution first = rollout.getExecution();
    return bed.client().newUntypedWorkflowStub(first.getWorkflowId());
  }

  /** How it ended, as Temporal has it on record. */
  private String outcome(WorkflowStub rollout) {
    return LiveBed.until(
        "the end of the rollout",
        () -> {
          try {
            WorkflowStub latest = latest(rollout);
            return switch (latest.describe().getStatus()) {
              case WORKFLOW_EXECUTION_STATUS_RUNNING -> Optional.empty();
              case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Optional.of(words(latest));
              case WORKFLOW_EXECUTION_STATUS_TERMINATED -> Optional.of("terminated");
              default -> throw new AssertionError("it ended " + latest.describe().getStatus());
            };
          } catch (io.grpc.StatusRuntimeException | io.temporal.client.WorkflowException down) {
            return Optional.empty();
          }
        });
  }

  private static String words(WorkflowStub rollout) {
    JsonNode result = rollout.getResult(JsonNode.class);
    return result.path("ended").asText() + ": " + result.path("reason").asText();
  }

  /** What is routed once no lease stands any more. */
  private RouteObservation settled() {
    return LiveBed.until(
        "a settled route",
        () -> {
          try {
            RouteObservation observed = bed.router().observe();
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
}
