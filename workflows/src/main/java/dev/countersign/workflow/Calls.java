package dev.countersign.workflow;

import dev.countersign.activity.GateActivities;
import dev.countersign.activity.IntakeActivities;
import dev.countersign.activity.NotifyActivities;
import dev.countersign.activity.PassportActivities;
import dev.countersign.activity.RegistryActivities;
import dev.countersign.activity.SignOffActivities;
import dev.countersign.activity.SweepActivities;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.activity.TrainingActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How each activity is called: its timeouts and retries, each with its reason, and the summary an
 * operator reads in the history.
 *
 * <p>Mistakes in the release's own data or model are not retried ({@link #FINAL}): they would come
 * out the same. Everything else is somebody's outage, and waits for its end.
 */
final class Calls {
  /** Failure types that stay as they are however often one asks. */
  static final String[] FINAL = {
    "dev.countersign.data.DataException",
    "dev.countersign.model.ModelException",
    "dev.countersign.evidence.EvidenceException",
    "java.lang.IllegalArgumentException",
  };

  private static final Duration OUTAGE = Duration.ofMinutes(30);

  private Calls() {}

  /**
   * How long a worker may be silent before its work goes to another. Our own activities beat every
   * 4 s whatever they do, so only a dead or cut-off worker is silent that long; work done twice
   * after all comes out the same.
   */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** Whatever runs elsewhere, in any language, may beat more seldom. */
  private static final Duration SILENCE_ELSEWHERE = Duration.ofMinutes(2);

  /** Minutes at most: digests and a scan of the data. A day of outage is waited out. */
  static IntakeActivities intake(String summary) {
    return Workflow.newActivityStub(
        IntakeActivities.class, work(summary, Duration.ofMinutes(30), SILENCE));
  }

  /** A gate may take hours on big data. */
  static GateActivities gate(String summary) {
    return Workflow.newActivityStub(
        GateActivities.class, work(summary, Duration.ofHours(12), SILENCE));
  }

  /** Training may take a day. */
  static TrainingActivities training(String summary) {
    return Workflow.newActivityStub(
        TrainingActivities.class, work(summary, Duration.ofHours(24), SILENCE));
  }

  /** An activity on another task queue, in any language, with the manifest's own timeout. */
  static ActivityStub elsewhere(String summary, String taskQueue, Duration timeout) {
    return Workflow.newUntypedActivityStub(
        ActivityOptions.newBuilder(work(summary, timeout, SILENCE_ELSEWHERE))
            .setTaskQueue(taskQueue)
            .build());
  }

  /** A model of gigabytes takes its time to be stored; a registry that is down is waited for. */
  static RegistryActivities registry(String summary) {
    return Workflow.newActivityStub(
        RegistryActivities.class, work(summary, Duration.ofHours(1), SILENCE));
  }

  /** Arithmetic on a few kilobytes: who signs sits there and waits. */
  static SignOffActivities signOff(String summary) {
    return Workflow.newActivityStub(
        SignOffActivities.class, work(summary, Duration.ofSeconds(10), null));
  }

  /** Reads what the evidence store holds and packs it. */
  static PassportActivities passport(String summary) {
    return Workflow.newActivityStub(
        PassportActivities.class, work(summary, Duration.ofMinutes(5), SILENCE));
  }

  /**
   * A notice that can't be delivered must not hold up a release: a few tries, then the log has it.
   */
  static NotifyActivities people(String summary) {
    return Workflow.newActivityStub(
        NotifyActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
            .setSummary(summary)
            .build());
  }

  /** A router answers in milliseconds; one that hangs is asked again after ten seconds. */
  static TrafficActivities traffic(String summary) {
    return Workflow.newActivityStub(
        TrafficActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setScheduleToCloseTimeout(Duration.ofMinutes(10))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(500))
                    .setMaximumInterval(Duration.ofSeconds(10))
                    .setDoNotRetry(FINAL)
                    .build())
            .setSummary(summary)
            .build());
  }

  /**
   * Giving traffic back is tried for as long as it takes to reach people, quickly at first: the
   * lease has already ended by then, this only confirms it.
   */
  static TrafficActivities givingBack(String summary, Duration patience) {
    return Workflow.newActivityStub(
        TrafficActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(15))
            .setScheduleToCloseTimeout(patience)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(200))
                    .setMaximumInterval(Duration.ofSeconds(5))
                    .build())
            .setSummary(summary)
            .build());
  }

  /**
   * Holds a step's lease while it bakes. Heartbeats every few seconds so that a dead worker is
   * replaced well within the lease, and so that a stop reaches it. What it needs may be out of
   * reach for a while longer than it would take.
   */
  static TrafficActivities bake(String summary, Duration longest) {
    return Workflow.newActivityStub(
        TrafficActivities.class,
        ActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(longest.plus(OUTAGE))
            .setHeartbeatTimeout(Duration.ofSeconds(10))
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(500))
                    .setMaximumInterval(Duration.ofSeconds(5))
                    .setDoNotRetry(FINAL)
                    .build())
            .setSummary(summary)
            .build());
  }

  /** Routers are asked one after the other; the next sweep tries again what this one can't. */
  static SweepActivities sweep(String summary) {
    return Workflow.newActivityStub(
        SweepActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(5))
            .setHeartbeatTimeout(SILENCE)
            .setScheduleToCloseTimeout(Duration.ofMinutes(10))
            .setRetryOptions(RetryOptions.newBuilder().setDoNotRetry(FINAL).build())
            .setSummary(summary)
            .build());
  }

  /** A step is judged by one look at the metrics. */
  static TrafficActivities judging(String summary) {
    return Workflow.newActivityStub(
        TrafficActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(Duration.ofMinutes(5))
            .setRetryOptions(RetryOptions.newBuilder().setDoNotRetry(FINAL).build())
            .setSummary(summary)
            .build());
  }

  /** Asks nobody outside the worker. */
  static TrafficActivities advice(String summary) {
    return Workflow.newActivityStub(
        TrafficActivities.class,
        ActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
            .setSummary(summary)
            .build());
  }

  /** Waiting for another release to end may take weeks; the wait heartbeats. */
  static TrafficActivities queue(String summary) {
    return Workflow.newActivityStub(
        TrafficActivities.class, work(summary, Duration.ofDays(60), Duration.ofMinutes(1)));
  }

  private static ActivityOptions work(String summary, Duration once, @Nullable Duration heartbeat) {
    ActivityOptions.Builder options =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(once)
            .setScheduleToCloseTimeout(once.plus(Duration.ofDays(1)))
            .setCancellationType(ActivityCancellationType.TRY_CANCEL)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofMinutes(1))
                    .setDoNotRetry(FINAL)
                    .build())
            .setSummary(summary);
    if (heartbeat != null) {
      options.setHeartbeatTimeout(heartbeat);
    }
    return options.build();
  }
}
