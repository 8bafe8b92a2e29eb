package dev.countersign.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits whose timers tell an operator what is waited for. */
final class Waiting {
  private static final int LONGEST_SUMMARY = 200;

  private Waiting() {}

  /**
   * Waits until it is enough, or until the deadline.
   *
   * @param what is waited for, or what ends at the deadline: the timer says it in the history
   */
  static void until(Instant deadline, String what, BooleanSupplier enough) {
    Duration left = Duration.between(ReleaseState.now(), deadline);
    if (enough.getAsBoolean() || left.isNegative() || left.isZero()) {
      return;
    }
    AtomicReference<@Nullable Promise<Void>> started = new AtomicReference<>();
    TimerOptions named =
        TimerOptions.newBuilder()
            .setSummary(what.length() > LONGEST_SUMMARY ? what.substring(0, LONGEST_SUMMARY) : what)
            .build();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> started.set(Workflow.newTimer(left, named)));
    scope.run();
    Promise<Void> timer = Objects.requireNonNull(started.get());
    Workflow.await(() -> timer.isCompleted() || enough.getAsBoolean());
    if (!timer.isCompleted()) {
      scope.cancel("no longer waited for");
    }
  }
}
