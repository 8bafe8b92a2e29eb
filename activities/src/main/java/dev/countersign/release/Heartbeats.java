package dev.countersign.release;

import dev.countersign.gates.Progress;
import dev.countersign.passport.Json;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a gate's progress into heartbeats, and beats while the gate is silent, so that only a dead
 * worker looks dead. A checkpoint travels with every beat, and an attempt passes on what it finds
 * from its first beat on: one that dies before it gets further loses nothing. When the activity was
 * cancelled, the next report of the gate ends it.
 */
final class Heartbeats implements Progress, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(4);

  private final ActivityExecutionContext context;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeats").factory());
  private volatile Beat last;
  private volatile @Nullable ActivityCompletionException cancelled;

  /**
   * What a heartbeat carries.
   *
   * @param step what is being done
   * @param done the fraction done
   * @param type simple name of the checkpoint's type
   * @param checkpoint where the work stands, as JSON
   */
  record Beat(String step, double done, @Nullable String type, @Nullable String checkpoint) {}

  Heartbeats(ActivityExecutionContext context) {
    this.context = context;
    this.last =
        context
            .getHeartbeatDetails(Beat.class)
            .map(
                before ->
                    new Beat("starts again", before.done(), before.type(), before.checkpoint()))
            .orElseGet(() -> new Beat("starts", 0, null, null));
    var _ = beats.scheduleWithFixedDelay(this::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs work that has no progress to tell, and beats meanwhile. */
  static <T> T during(Supplier<T> work) {
    try (Heartbeats beating = new Heartbeats(Activity.getExecutionContext())) {
      beating.report("works", 0);
      return work.get();
    }
  }

  @Override
  public void report(String step, double done) {
    Beat before = last;
    last = new Beat(step, done, before.type(), before.checkpoint());
    ActivityCompletionException stop = cancelled;
    if (stop != null) {
      throw stop;
    }
  }

  @Override
  public void checkpoint(Object state) {
    Beat before = last;
    last =
        new Beat(
            before.step(), before.done(), state.getClass().getSimpleName(), Json.pretty(state));
    beat();
  }

  @Override
  public <T> Optional<T> lastCheckpoint(Class<T> type) {
    Beat now = last;
    return type.getSimpleName().equals(now.type()) && now.checkpoint() != null
        ? Optional.of(Json.read(now.checkpoint().getBytes(StandardCharsets.UTF_8), type))
        : Optional.empty();
  }

  private void beat() {
    try {
      context.heartbeat(last);
    } catch (ActivityCompletionException stop) {
      cancelled = stop;
    }
  }

  @Override
  public void close() {
    beats.shutdown();
  }
}
