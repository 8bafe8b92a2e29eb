package dev.countersign.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.IntakeTask;
import dev.countersign.activity.TrafficTask;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rollout was terminated: what is made of the traffic it held. */
@Timeout(120)
class CutShortTest {
  private static final String QUEUE = "countersign";
  private static final String HOLDER = "rollout/production/credit-risk@1";
  private static final String NEXT = "rollout/production/credit-risk@2";

  private final ScriptedWorld world = new ScriptedWorld();
  private final TestWorkflowEnvironment server =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
              .build());

  /** A release, as far as it undoes its rollout. */
  @WorkflowInterface
  public interface Undoing {
    @WorkflowMethod
    RolloutResult undo(TrafficTask left);
  }

  /** Knows of no step that was taken. */
  public static final class Undo implements Undoing {
    @Override
    public RolloutResult undo(TrafficTask left) {
      return new CutShort(left, false).undone("terminated by hand");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_it_gave_the_candidate_is_given_back_and_read_back() {
    apply(route(25, HOLDER));
    RolloutResult result = undone().join();
    assertThat(result.ended()).isEqualTo(Ended.FAILED);
    assertThat(result.hadTraffic()).isTrue();
    assertThat(result.reason()).isEqualTo("terminated by hand");
    assertThat(result.observed().settled()).isTrue();
    assertThat(world.traffic.route().candidate()).isNull();
  }

  @Test
  void people_are_alarmed_as_long_as_that_can_t_be_verified() {
    apply(route(25, HOLDER));
    world.routerDown = true;
    CompletableFuture<RolloutResult> undone = undone();
    while (world.notices.stream().noneMatch(n -> n.subject().contains("alarm 2"))) {
      server.sleep(Duration.ofMinutes(1));
    }
    world.routerDown = false;
    assertThat(undone.join().observed().settled()).isTrue();
    assertThat(world.notices)
        .anyMatch(n -> n.body().contains("run: router give-back --generation"));
  }

  @Test
  void what_it_had_committed_stands() {
    RouteIntent whole = route(100, HOLDER);
    apply(whole);
    world.traffic = world.traffic.commit(whole, Instant.EPOCH).state();
    RolloutResult result = undone().join();
    assertThat(result.ended()).isEqualTo(Ended.PASSED);
    assertThat(world.traffic.incumbent()).isEqualTo(ScriptedWorld.target(ScriptedWorld.model("2")));
  }

  @Test
  void what_another_holds_by_then_is_left_alone() {
    apply(route(25, HOLDER));
    apply(route(50, NEXT));
    RolloutResult result = undone().join();
    assertThat(result.ended()).isEqualTo(Ended.FAILED);
    assertThat(result.hadTraffic()).as("as far as anybody knows").isFalse();
    assertThat(world.calls).doesNotContain("give-back");
    assertThat(world.traffic.holder()).isEqualTo(NEXT);
    assertThat(world.traffic.lease()).isNotNull();
  }

  private CompletableFuture<RolloutResult> undone() {
    Worker worker = server.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(Undo.class);
    worker.registerActivitiesImplementations(world.activities());
    server.start();
    FrozenRelease release =
        Objects.requireNonNull(
            new ScriptedIntake(world)
                .intake(new IntakeTask("manifest", "file:/", null, "run", Instant.EPOCH))
                .release());
    Undoing undoing =
        server
            .getWorkflowClient()
            .newWorkflowStub(
                Undoing.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    return WorkflowClient.execute(
        undoing::undo,
        new TrafficTask(
            ScriptedWorld.MODEL,
            release.rollout(),
            HOLDER,
            ScriptedWorld.model("2"),
            ScriptedWorld.model("1"),
            release.document()));
  }

  private void apply(RouteIntent intent) {
    world.traffic = world.traffic.apply(intent, Instant.EPOCH).state();
  }

  private RouteIntent route(double weight, String holder) {
    return new RouteIntent(
        "production",
        ScriptedWorld.MODEL,
        holder,
        world.traffic.generation() + 1,
        new Route(
            world.traffic.incumbent(),
            ScriptedWorld.target(ScriptedWorld.model("2")),
            world.traffic.fallback(),
            weight,
            Audience.NOBODY),
        RouteIntent.DEFAULT_LEASE);
  }
}
