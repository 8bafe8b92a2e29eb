package dev.countersign.release;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficTask;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.metrics.LiveReading;
import dev.countersign.metrics.MetricQuery;
import dev.countersign.metrics.MetricSource;
import dev.countersign.passport.Json;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.StepDecision;
import dev.countersign.rollout.StepJudgement;
import dev.countersign.rollout.StepReading;
import dev.countersign.rollout.StepRule;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.SyntheticTraffic;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a step while it bakes: renews its lease, reads both sides, and stops as soon as the step
 * can be decided. Where it began travels in the heartbeats, so another worker goes on where this
 * one died.
 */
final class BakeWatch {
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
  private static final double CALLS_A_SECOND = 150;
  private static final double INTERNAL_SHARE = 0.3;
  private static final Duration CALLERS_STOP = Duration.ofHours(1);

  private final TrafficDesk desk;
  private final GoldenRowBook golden;
  private final EvidenceStore evidence;
  private final WorkflowClient temporal;

  BakeWatch(
      TrafficDesk desk, GoldenRowBook golden, EvidenceStore evidence, WorkflowClient temporal) {
    this.desk = desk;
    this.golden = golden;
    this.evidence = evidence;
    this.temporal = temporal;
  }

  /** Until the step may advance or must be rolled back. */
  BakeReport untilDecided(ShiftTask task, ActivityExecutionContext context) {
    return watch(task, context, false);
  }

  /** Until the step must be rolled back; a step that may advance is held all the same. */
  BakeReport untilBreached(ShiftTask task, ActivityExecutionContext context) {
    return watch(task, context, true);
  }

  private BakeReport watch(ShiftTask task, ActivityExecutionContext context, boolean hold) {
    TrafficTask traffic = task.traffic();
    RouterKind.Reached reached = desk.router(traffic);
    MetricSource metrics = desk.metrics(traffic, reached);
    RolloutPlan plan = traffic.terms().plan();
    LeaseHolder lease =
        new LeaseHolder(
            reached.router(),
            new LeaseClaim(
                plan.environment(), traffic.model(), traffic.holder(), task.generation()),
            plan.leaseTtl(),
            temporal);
    Instant started =
        context.getHeartbeatDetails(String.class).map(Instant::parse).orElseGet(Instant::now);
    Duration look = look(task.step());
    SyntheticTraffic callers = callers(traffic, reached);
    try {
      while (true) {
        context.heartbeat(started.toString());
        String lost = lease.renewIfDue();
        StepReading reading = read(task, metrics, started);
        if (!lost.isEmpty()) {
          return report(
              new StepJudgement(
                  new StepDecision.RollBack("the lease was lost: " + lost), List.of()),
              reading);
        }
        StepJudgement judgement =
            StepRule.decide(
                plan, task.step(), traffic.incumbent() != null, started, Instant.now(), reading);
        boolean done =
            switch (judgement.decision()) {
              case StepDecision.RollBack _ -> true;
              case StepDecision.Advance _ -> !hold;
              case StepDecision.Hold _ -> false;
            };
        if (done) {
          return report(judgement, reading);
        }
        Pause.of(look);
      }
    } finally {
      if (callers != null) {
        callers.close();
      }
    }
  }

  private static StepReading read(ShiftTask task, MetricSource metrics, Instant started) {
    TrafficTask traffic = task.traffic();
    return LiveReading.of(
        metrics,
        new MetricQuery(
            traffic.terms().plan().environment(),
            traffic.model(),
            task.generation(),
            traffic.incumbent() == null ? Role.FALLBACK : Role.INCUMBENT,
            started,
            Instant.now()));
  }

  private BakeReport report(StepJudgement judgement, StepReading reading) {
    return new BakeReport(
        judgement,
        reading.candidateRequests(),
        reading.incumbentRequests(),
        evidence.put("live-reading.json", Json.canonicalBytes(reading)));
  }

  /** Nobody calls an embedded router, so this worker does while a step bakes. */
  private @Nullable SyntheticTraffic callers(TrafficTask traffic, RouterKind.Reached reached) {
    return reached.synthetic()
        ? SyntheticTraffic.start(
            reached.serving(traffic.model()),
            golden.of(traffic).callers(),
            new SyntheticTraffic.Settings(CALLS_A_SECOND, CALLERS_STOP, INTERNAL_SHARE, 1))
        : null;
  }

  private static Duration look(PlannedStep step) {
    Duration tenth = step.bake().dividedBy(10);
    if (tenth.compareTo(SHORTEST_LOOK) < 0) {
      return SHORTEST_LOOK;
    }
    return tenth.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : tenth;
  }
}
