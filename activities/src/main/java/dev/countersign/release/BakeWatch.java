package dev.countersign.release;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficTask;
import dev.countersign.activity.WatchTask;
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
import dev.countersign.stats.OddsRatioSequence;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.SyntheticTraffic;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches a step: renews its lease, reads both sides, and stops as soon as the step can be decided.
 * From when it is judged is the rollout's to say, so another worker goes on where this one died.
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

  /** What ends a watch besides a breach. */
  private enum Until {
    /** The bake is over, decided or not. */
    BAKED,
    /** It can be decided. */
    DECIDED,
    /** Nothing: a step that may advance is held all the same. */
    BREACHED
  }

  /** Until the step may advance, must be rolled back, or is baked and can't be decided. */
  BakeReport untilBaked(WatchTask task, ActivityExecutionContext context) {
    return watch(task, context, Until.BAKED);
  }

  /** Until the step may advance or must be rolled back. */
  BakeReport untilDecided(WatchTask task, ActivityExecutionContext context) {
    return watch(task, context, Until.DECIDED);
  }

  /** Until the step must be rolled back. */
  BakeReport untilBreached(WatchTask task, ActivityExecutionContext context) {
    return watch(task, context, Until.BREACHED);
  }

  /** Now, as if the bake were over. */
  BakeReport asItStands(WatchTask task) {
    TrafficTask traffic = task.shift().traffic();
    MetricSource metrics = desk.metrics(traffic, desk.router(traffic));
    Instant now = Instant.now();
    StepReading reading =
        new LiveReading(metrics, task.shift().step().checks()).look(query(task, now));
    return report(decide(task, now.minus(task.shift().step().bake()), now, reading), reading);
  }

  private BakeReport watch(WatchTask task, ActivityExecutionContext context, Until until) {
    TrafficTask traffic = task.shift().traffic();
    RouterKind.Reached reached = desk.router(traffic);
    MetricSource metrics = desk.metrics(traffic, reached);
    PlannedStep step = task.shift().step();
    LeaseHolder lease = lease(task.shift(), reached);
    Instant started = until == Until.BREACHED ? Instant.now().minus(step.bake()) : task.since();
    LiveReading live =
        new LiveReading(
            metrics,
            step.checks(),
            context
                .getHeartbeatDetails(OddsRatioSequence.State.class)
                .orElseGet(() -> new OddsRatioSequence().state()));
    reached.router().countBy(traffic.terms().plan().groups());
    SyntheticTraffic callers = callers(traffic, reached);
    try {
      while (true) {
        context.heartbeat(live.kept());
        String lost = lease.renewIfDue();
        Instant now = Instant.now();
        StepReading reading = live.look(query(task, now));
        if (!lost.isEmpty()) {
          return report(
              new StepJudgement(
                  new StepDecision.RollBack("the lease was lost: " + lost), List.of()),
              reading);
        }
        StepJudgement judgement = decide(task, started, now, reading);
        boolean baked = !now.isBefore(started.plus(step.bake()));
        boolean done =
            switch (judgement.decision()) {
              case StepDecision.RollBack _, StepDecision.Degrade _ -> true;
              case StepDecision.Advance _ -> until != Until.BREACHED;
              case StepDecision.Hold _ -> until == Until.BAKED && baked;
            };
        if (done) {
          return report(judgement, reading);
        }
        if (judgement.decision() instanceof StepDecision.Advance) {
          started = now.minus(step.bake());
        }
        Pause.of(look(step));
      }
    } finally {
      if (callers != null) {
        callers.close();
      }
    }
  }

  private LeaseHolder lease(ShiftTask task, RouterKind.Reached reached) {
    RolloutPlan plan = task.traffic().terms().plan();
    return new LeaseHolder(
        reached.router(),
        new LeaseClaim(
            plan.environment(), task.traffic().model(), task.traffic().holder(), task.generation()),
        plan.leaseTtl(),
        temporal);
  }

  /**
   * Judges a step whose bake began at {@code started}. While a step is held that is the bake's
   * length before it could last be decided, so that an outage of the metrics has its patience.
   */
  private static StepJudgement decide(
      WatchTask task, Instant started, Instant now, StepReading reading) {
    TrafficTask traffic = task.shift().traffic();
    return StepRule.decide(
        traffic.terms().plan(),
        task.shift().step(),
        traffic.incumbent() != null,
        started,
        now,
        reading,
        task.waived());
  }

  private static MetricQuery query(WatchTask task, Instant now) {
    TrafficTask traffic = task.shift().traffic();
    return new MetricQuery(
        traffic.terms().plan().environment(),
        traffic.model(),
        task.shift().generation(),
        traffic.incumbent() == null ? Role.FALLBACK : Role.INCUMBENT,
        task.since(),
        now,
        traffic.terms().plan().groups());
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
    if (!reached.synthetic()) {
      return null;
    }
    CallerRows callers = golden.of(traffic).callers();
    return SyntheticTraffic.start(
        reached.serving(traffic.model()),
        callers.rows(),
        callers.headers(),
        new SyntheticTraffic.Settings(CALLS_A_SECOND, CALLERS_STOP, INTERNAL_SHARE, 1));
  }

  private static Duration look(PlannedStep step) {
    Duration tenth = step.bake().dividedBy(10);
    if (tenth.compareTo(SHORTEST_LOOK) < 0) {
      return SHORTEST_LOOK;
    }
    return tenth.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : tenth;
  }
}
