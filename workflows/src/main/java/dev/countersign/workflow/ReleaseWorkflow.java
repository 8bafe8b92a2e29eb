package dev.countersign.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One release of one version of a model, from manifest to all of its live traffic. Its id, {@code
 * release/<model>/<version>}, lets a released version never be released again, and any other try
 * again as a new run.
 *
 * <p>Refused Updates carry a code and a sentence, {@code CODE: what is wrong, and what to do next}.
 */
@WorkflowInterface
public interface ReleaseWorkflow {

  /**
   * Releases. Returns when released; any other end fails the run with a failure whose type is the
   * {@link Outcome} and whose details are the {@link ReleaseResult}.
   */
  @WorkflowMethod(name = "Release")
  ReleaseResult release(ReleaseRequest request);

  /** Where the release is, what it waits for, who signed. */
  @QueryMethod(name = "status")
  ReleaseView status();

  /** Hands in a signed sign-off and says what became of it. */
  @UpdateMethod(name = "sign")
  SignOffReceipt sign(SignedPaper signOff);

  @UpdateValidatorMethod(updateName = "sign")
  void validateSign(SignedPaper signOff);

  /** As {@link #sign}, for systems that can only signal; what became of it is in the log. */
  @SignalMethod(name = "signOff")
  void signOff(SignedPaper signOff);

  /** Hands in a signed waiver of one check. */
  @UpdateMethod(name = "waive")
  SignOffReceipt waive(SignedPaper waiver);

  @UpdateValidatorMethod(updateName = "waive")
  void validateWaive(SignedPaper waiver);

  /** Holds the release where it is; traffic stays as it stands, watched. */
  @UpdateMethod(name = "pause")
  String pause(Command command);

  @UpdateValidatorMethod(updateName = "pause")
  void validatePause(Command command);

  /** Goes on after a pause. */
  @UpdateMethod(name = "resume")
  String resume(Command command);

  @UpdateValidatorMethod(updateName = "resume")
  void validateResume(Command command);

  /**
   * Judges the current rollout step by what is known of it now, and takes the next. Refused while
   * it can't be judged, and where the policy has a seat sign for it that has not.
   */
  @UpdateMethod(name = "promote")
  String promote(Command command);

  @UpdateValidatorMethod(updateName = "promote")
  void validatePromote(Command command);

  /** Has what an outage stopped, or what could not be decided, tried again. */
  @UpdateMethod(name = "retry")
  String retry(Command command);

  @UpdateValidatorMethod(updateName = "retry")
  void validateRetry(Command command);

  /** Rehearses the rollback on live traffic and says how long it took. */
  @UpdateMethod(name = "drill")
  DrillReport drill(Drilling drilling);

  @UpdateValidatorMethod(updateName = "drill")
  void validateDrill(Drilling drilling);

  /** Stops the release and undoes whatever was done. */
  @UpdateMethod(name = "abort")
  String abort(Command command);

  @UpdateValidatorMethod(updateName = "abort")
  void validateAbort(Command command);

  /** The rollout says where it is. */
  @SignalMethod(name = "rolloutProgress")
  void rolloutProgress(RolloutProgress progress);

  /** The rollout says what became of a command. */
  @SignalMethod(name = "rolloutAnswered")
  void rolloutAnswered(RolloutAnswer answer);

  /** The workflow id of a version's release. */
  static String id(String model, String version) {
    return "release/" + model + "/" + version;
  }
}
