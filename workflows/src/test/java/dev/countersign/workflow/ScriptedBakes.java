package dev.countersign.workflow;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.WatchTask;
import dev.countersign.rollout.StepDecision;
import dev.countersign.rollout.StepJudgement;
import io.temporal.activity.Activity;
import java.util.List;

/** Steps that bake, are held and judged as a test says. */
final class ScriptedBakes {
  private final ScriptedWorld world;

  ScriptedBakes(ScriptedWorld world) {
    this.world = world;
  }

  BakeReport bake(WatchTask task) {
    String step = task.shift().step().name();
    world.called("bake " + step);
    world.watched.add(task);
    while (world.bakesUntilStopped) {
      Activity.getExecutionContext().heartbeat(step);
      sleep();
    }
    return decided(task, decision(step));
  }

  BakeReport awaitDecision(WatchTask task) {
    String step = task.shift().step().name();
    world.called("await-decision " + step);
    world.watched.add(task);
    while (true) {
      Activity.getExecutionContext().heartbeat(step);
      StepDecision decision = decision(step);
      if (!(decision instanceof StepDecision.Hold)) {
        return decided(task, decision);
      }
      if (!task.waived().isEmpty()) {
        return decided(task, ScriptedWorld.PASSES);
      }
      sleep();
    }
  }

  BakeReport judge(WatchTask task) {
    String step = task.shift().step().name();
    world.called("judge " + step);
    return decided(task, decision(step));
  }

  private StepDecision decision(String step) {
    long takes = world.calls.stream().filter(("shift " + step)::equals).count();
    return takes <= world.undecidedTakes.getOrDefault(step, 0)
        ? ScriptedWorld.UNDECIDED
        : world.decisions.getOrDefault(step, ScriptedWorld.PASSES);
  }

  private BakeReport decided(WatchTask task, StepDecision decision) {
    return new BakeReport(
        new StepJudgement(
            decision, world.measured.getOrDefault(task.shift().step().name(), List.of())),
        100L,
        300L,
        ScriptedWorld.ref("step-" + task.shift().step().number()));
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  BakeReport hold(WatchTask task) {
    String step = task.shift().step().name();
    world.called("hold " + step);
    while (true) {
      Activity.getExecutionContext().heartbeat("held");
      StepDecision breach = world.breaches.get(step);
      if (breach != null) {
        return decided(task, breach);
      }
      sleep();
    }
  }
}
