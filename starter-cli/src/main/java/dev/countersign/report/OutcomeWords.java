package dev.countersign.report;

import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.workflow.Ended;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.Stage;

/** What an ending means: the exit code for programs, what to do next for people. */
public final class OutcomeWords {
  private OutcomeWords() {}

  /** The exit code. */
  public static ExitCode exitCode(Ending ending) {
    ReleaseResult result = ending.result();
    if (result == null) {
      return ExitCode.UNEXPECTED;
    }
    return switch (result.outcome()) {
      case RELEASED -> ExitCode.OK;
      case ROLLED_BACK -> ExitCode.ROLLED_BACK;
      case ABORTED, EXPIRED -> ExitCode.REJECTED;
      case REJECTED -> rejected(result);
    };
  }

  private static ExitCode rejected(ReleaseResult result) {
    if (!result.problems().isEmpty()) {
      return ExitCode.USAGE;
    }
    if (result.why() == Ended.REFUSED) {
      return ExitCode.HELD;
    }
    return switch (result.stage()) {
      case INTAKE, TRAINING, REGISTRATION -> ExitCode.UNEXPECTED;
      case DATA_BOARD, DEPLOYMENT_BOARD -> ExitCode.REJECTED;
      case DATA_AUDIT,
          MITIGATION,
          EVALUATION,
          EXPLAINABILITY,
          ADVERSARIAL,
          MODEL_CARD,
          SERVING_CHECK,
          ROLLOUT ->
          ExitCode.GATE_FAILED;
    };
  }

  /** The outcome in a headline, for example {@code ROLLED BACK at rollout}. */
  public static String headline(Ending ending) {
    ReleaseResult result = ending.result();
    if (result == null) {
      return "STOPPED without an outcome";
    }
    String outcome = result.outcome().name().replace('_', ' ');
    return result.outcome() == Outcome.RELEASED
        ? outcome
        : outcome + " at " + result.stage().title();
  }

  /** What to do next, in a sentence or two. */
  public static String next(ReleaseName name, Ending ending) {
    ReleaseResult result = ending.result();
    if (result == null) {
      return "Look at the run in the Temporal UI, then start it again with: countersign release"
          + " start -f FILE";
    }
    return switch (result.outcome()) {
      case RELEASED ->
          "Take the passport with: countersign passport " + name + " -o " + name.model() + ".zip";
      case ROLLED_BACK ->
          "Read the step's figures in the passport, mend the model, and release it as a new run or"
              + " version.";
      case ABORTED -> "Start it again with: countersign release start -f FILE";
      case EXPIRED ->
          "Nobody answered in time. Agree with those who sign, then start it again with: countersign"
              + " release start -f FILE";
      case REJECTED -> afterRejection(result);
    };
  }

  private static String afterRejection(ReleaseResult result) {
    if (!result.problems().isEmpty()) {
      return "Mend the manifest and start it again.";
    }
    if (result.why() == Ended.REFUSED) {
      return "Wait until the other rollout ends and start it again, or set onConflict: queue.";
    }
    return result.stage() == Stage.DATA_BOARD || result.stage() == Stage.DEPLOYMENT_BOARD
        ? "Read what was said, settle it, and start it again: the new run is linked to this one."
        : "Mend what the failing checks name (countersign check -f FILE shows them without a server),"
            + " and start it again: the new run is linked to this one.";
  }
}
