package dev.countersign.workflow;

import dev.countersign.workflow.StageView.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;

/** A release in a scripted world whose rollout people steer. */
abstract class SteeredRelease {
  /** Somebody's order. */
  static final Command OLGA = new Command("olga", "because");

  final ReleaseHarness harness = new ReleaseHarness();
  final ScriptedWorld world = harness.world;

  @AfterEach
  void stop() {
    harness.close();
  }

  /** One that everybody has signed for. */
  final ReleaseWorkflow signed() {
    ReleaseWorkflow release = harness.start();
    harness.everybodySigns(release);
    return release;
  }

  /** One whose rollout was paused while its first step baked. */
  final ReleaseWorkflow pausedAtInternal() {
    world.bakesUntilStopped = true;
    ReleaseWorkflow release = signed();
    harness.await(release, view -> world.calls.contains("bake internal"));
    release.pause(OLGA);
    world.bakesUntilStopped = false;
    awaitHeld(release, "paused");
    harness.await(release, view -> world.calls.contains("hold internal"));
    return release;
  }

  final Instant in(Duration time) {
    return Instant.ofEpochMilli(harness.server.currentTimeMillis()).plus(time);
  }

  final ReleaseView awaitHeld(ReleaseWorkflow release, String words) {
    return harness.await(
        release,
        view ->
            view.stages().stream()
                .anyMatch(
                    stage ->
                        stage.status() == Status.HELD
                            && String.valueOf(stage.headline()).contains(words)));
  }

  /** How often the world was called so. */
  final int count(String call) {
    return Collections.frequency(world.calls, call);
  }
}
