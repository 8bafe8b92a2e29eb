package dev.countersign.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A wait that ends by itself, by a timer that says in the history what it is for. */
final class Deadline {
  private Deadline() {}

  /**
   * Waits until {@code enough} holds, or {@code patience} is over.
   *
   * @param summary what ends when the timer fires, for whoever reads the history
   */
  static void await(String summary, Duration patience, BooleanSupplier enough) {
    if (!patience.isPositive()) {
      return;
    }
    AtomicReference<@Nullable Promise<Void>> started = new AtomicReference<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                started.set(
                    Workflow.newTimer(
                        patience, TimerOptions.newBuilder().setSummary(summary).build())));
    scope.run();
    Promise<Void> timer = Objects.requireNonNull(started.get());
    Workflow.await(() -> enough.getAsBoolean() || timer.isCompleted());
    if (!timer.isCompleted()) {
      scope.cancel("no longer needed");
    }
  }
}
