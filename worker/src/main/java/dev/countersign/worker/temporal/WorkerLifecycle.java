package dev.countersign.worker.temporal;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.TemporalConnection;
import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the workers as soon as Temporal is there and ready for them, and lets running work finish
 * on shutdown. A Temporal that is down at start is waited for, in clear words.
 */
public final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final ConnectionSettings.Resolved where;
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory workers;
  private final Runnable schedules;
  private final Duration drain;
  private volatile Condition condition = new Condition(false, "has not started");
  private volatile @Nullable Thread starter;

  /**
   * What the workers are doing.
   *
   * @param polling whether they take work
   * @param words the same for people
   */
  public record Condition(boolean polling, String words) {}

  /**
   * @param schedules sets up what Temporal is to start by itself
   * @param drain how long running activities may finish on shutdown
   */
  public WorkerLifecycle(
      ConnectionSettings.Resolved where,
      WorkflowServiceStubs stubs,
      WorkerFactory workers,
      Runnable schedules,
      Duration drain) {
    this.where = where;
    this.stubs = stubs;
    this.workers = workers;
    this.schedules = schedules;
    this.drain = drain;
  }

  /** What the workers are doing now. */
  public Condition condition() {
    return condition;
  }

  @Override
  public void start() {
    starter = Thread.ofPlatform().daemon().name("worker-start").start(this::startWhenReady);
  }

  private void startWhenReady() {
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        TemporalConnection.probe(stubs, where.namespace());
        new SearchAttributeRegistration(where).ensure();
        schedules.run();
        workers.start();
        condition = new Condition(true, "takes work from " + where);
        LOG.info("worker {}", condition.words());
        return;
      } catch (StatusRuntimeException e) {
        waits(Objects.requireNonNull(TemporalConnection.unreachable(where, e).getMessage()));
      } catch (MissingAttributesException e) {
        waits(Objects.requireNonNull(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("the worker could not start", e);
        waits("could not start: " + e.getMessage());
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private void waits(String why) {
    if (!why.equals(condition.words())) {
      LOG.warn("{}. The worker waits and tries again", why);
    }
    condition = new Condition(false, why);
  }

  @Override
  public void stop() {
    Thread waiting = starter;
    starter = null;
    if (waiting != null) {
      waiting.interrupt();
    }
    if (!workers.isStarted()) {
      condition = new Condition(false, "stopped");
      return;
    }
    condition = new Condition(false, "finishes what it has begun");
    LOG.info(
        "worker takes no more work and finishes what it has begun, within {} s", drain.toSeconds());
    workers.shutdown();
    workers.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
    if (!workers.isTerminated()) {
      workers.shutdownNow();
      workers.awaitTermination(5, TimeUnit.SECONDS);
    }
    condition = new Condition(false, "stopped");
  }

  @Override
  public boolean isRunning() {
    return starter != null;
  }
}
