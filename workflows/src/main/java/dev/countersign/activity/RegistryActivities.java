package dev.countersign.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The model registry. Every method is idempotent by release and run. */
@ActivityInterface
public interface RegistryActivities {

  /** What serves now: what the manifest names as incumbent, else the registry's champion. */
  @ActivityMethod(name = "FindIncumbent")
  Incumbent findIncumbent(FrozenRelease release);

  /** Puts version, metrics, plots and card in the registry with alias {@code challenger}. */
  @ActivityMethod(name = "Registration")
  RegistrationReport register(RegistrationTask task);

  /**
   * Says of a registered version that its release goes on with another: what was signed had been
   * altered. Nothing happens where none was registered.
   */
  @ActivityMethod(name = "Withdraw")
  void withdraw(Withdrawal withdrawal);

  /** The record of a release that was done and stands. */
  @ActivityMethod(name = "FindReleased")
  Released.Found findReleased(ReleasedQuery query);

  /**
   * Records how the release ended: a released version becomes {@code champion}; any other outcome
   * is said in the version's tags. Where the router serves the incumbent no more, that is champion
   * no more; one that was taken out like that and serves again is champion again.
   */
  @ActivityMethod(name = "RecordOutcome")
  RegistrationReport recordOutcome(OutcomeTask task);
}
