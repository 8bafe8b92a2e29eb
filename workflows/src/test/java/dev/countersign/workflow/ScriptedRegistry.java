package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.Incumbent;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.RegistrationReport;
import dev.countersign.activity.RegistrationTask;
import dev.countersign.activity.RegistryActivities;
import dev.countersign.activity.Released;
import dev.countersign.activity.ReleasedQuery;
import dev.countersign.activity.Withdrawal;
import io.temporal.failure.ApplicationFailure;

/** A registry that remembers what it was told last. */
final class ScriptedRegistry implements RegistryActivities {
  private final ScriptedWorld world;

  ScriptedRegistry(ScriptedWorld world) {
    this.world = world;
  }

  @Override
  public Incumbent findIncumbent(FrozenRelease release) {
    world.called("find-incumbent");
    return new Incumbent(ScriptedWorld.model("1"));
  }

  @Override
  public RegistrationReport register(RegistrationTask task) {
    world.called("register");
    return new RegistrationReport("models:/credit-risk/2", null);
  }

  @Override
  public void withdraw(Withdrawal withdrawal) {
    world.called("withdraw");
  }

  @Override
  public Released.Found findReleased(ReleasedQuery query) {
    world.called("find-released");
    return new Released.Found(world.released);
  }

  @Override
  public RegistrationReport recordOutcome(OutcomeTask task) {
    world.called("record " + task.outcome());
    if (world.registryDown) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the registry does not answer", "as after a day of tries");
    }
    world.outcomes.add(task);
    if (task.outcome().equals("RELEASED") && task.model() != null) {
      world.released =
          new Released(
              task.release(),
              task.attempt(),
              task.model(),
              task.incumbent(),
              task.at(),
              task.passport());
    }
    return new RegistrationReport("models:/credit-risk/2", null);
  }
}
