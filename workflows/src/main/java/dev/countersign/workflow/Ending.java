package dev.countersign.workflow;

import dev.countersign.activity.Notice;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.SealTask;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.EntryKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a release ends, whatever the outcome: the log is closed, the passport sealed, the registry
 * told, people informed. Runs detached, so that what stopped the release does not stop this.
 */
final class Ending {
  /** Type of the failure that closes a run whose manifest was refused. */
  static final String REFUSED = "REFUSED";

  private final ReleaseState state;
  private final Control control;
  private final OperatorView view;
  private final BoardLedger boards;
  private final WaiverDesk waivers;

  Ending(
      ReleaseState state,
      Control control,
      OperatorView view,
      BoardLedger boards,
      WaiverDesk waivers) {
    this.state = state;
    this.control = control;
    this.view = view;
    this.boards = boards;
    this.waivers = waivers;
  }

  /** Does what remains to be done, and says how it ended. */
  ReleaseResult close() {
    Outcome outcome = state.progress().outcome();
    if (outcome == null) {
      throw new IllegalStateException("the release has not ended: " + state.progress().current());
    }
    if (outcome == Outcome.RELEASED) {
      state.ended("all live traffic is on " + state.release().version());
    }
    boards.end();
    view.outcome(outcome);
    Workflow.newDetachedCancellationScope(
            () -> {
              if (state.releaseIfFrozen() != null) {
                leaveEvidence(outcome);
              }
              view.describe(control.paused());
              Workflow.await(Workflow::isEveryHandlerFinished);
            })
        .run();
    return result(outcome);
  }

  /** Completes the run with a released result, and fails it with any other. */
  ReleaseResult deliver(ReleaseResult result) {
    if (result.outcome() == Outcome.RELEASED) {
      return result;
    }
    throw ApplicationFailure.newBuilder()
        .setMessage(result.reason())
        .setType(result.problems().isEmpty() ? result.outcome().name() : REFUSED)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setDetails(result)
        .build();
  }

  private void leaveEvidence(Outcome outcome) {
    String reason = reason();
    state.note(EntryKind.OUTCOME, outcome.name(), reason);
    try {
      record(outcome, reason);
      tell(outcome, outcome == Outcome.ROLLED_BACK, reason);
    } catch (ActivityFailure unrecorded) {
      state.ended(reason + "; " + missing(unrecorded));
      tell(outcome, true, reason());
    }
  }

  /** Seals the passport and tells the registry, each for as long as its activity may try. */
  private void record(Outcome outcome, String reason) {
    EvidenceRef passport =
        Calls.passport("seal the passport")
            .seal(
                new SealTask(
                    state.release(),
                    ReleaseState.run(),
                    outcome.name(),
                    reason,
                    state.log().entries().getLast().at(),
                    state.modelIfAny(),
                    state.results(),
                    boards.requests(),
                    boards.envelopes(),
                    waivers.envelopes(),
                    state.orders(),
                    state.artifacts(),
                    state.log()));
    state.sealed(passport);
    view.describe(control.paused());
    state.registered(
        Calls.registry("record the outcome " + outcome)
            .recordOutcome(
                new OutcomeTask(
                    state.release(),
                    state.attempt(),
                    outcome.name(),
                    reason,
                    state.modelIfAny(),
                    state.incumbent(),
                    ReleaseState.now(),
                    passport,
                    state.observed()))
            .uri());
  }

  /** What is not on record of an ending that stands all the same, and what is to be done. */
  private String missing(ActivityFailure unrecorded) {
    Throwable cause = unrecorded.getCause() == null ? unrecorded : unrecorded.getCause();
    String said =
        cause instanceof TemporalFailure failure
            ? failure.getOriginalMessage()
            : cause.getMessage();
    return state.passport() == null
        ? "the passport could not be sealed: %s; reset this run to its last event once it can be"
            .formatted(said)
        : "the registry could not be told: %s; reset this run to its last event once it answers"
            .formatted(said);
  }

  private void tell(Outcome outcome, boolean alarming, String reason) {
    String release = state.release().model() + "/" + state.release().version();
    try {
      Calls.people("tell people: " + outcome)
          .tell(
              new Notice(
                  release,
                  alarming ? Notice.Urgency.ALARM : Notice.Urgency.INFORM,
                  release + " " + outcome,
                  reason,
                  List.of()));
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(Ending.class).warn("could not tell people of {}: {}", release, reason);
    }
  }

  private ReleaseResult result(Outcome outcome) {
    StageView last = state.progress().stage(state.progress().current());
    return new ReleaseResult(
        state.releaseIfFrozen() == null ? "" : state.release().model(),
        state.releaseIfFrozen() == null ? "" : state.release().version(),
        outcome,
        last.stage(),
        ended(last),
        reason(),
        state.problems(),
        state.passport(),
        state.registered());
  }

  private String reason() {
    @Nullable String reason = state.reason();
    return reason == null ? "no reason was noted" : reason;
  }

  private static Ended ended(StageView stage) {
    return switch (stage.status()) {
      case PASSED, TO_COME, RUNNING, WAITING, HELD -> Ended.PASSED;
      case WARNED -> Ended.WARNED;
      case SKIPPED -> Ended.SKIPPED;
      case FAILED -> Ended.FAILED;
      case REFUSED -> Ended.REFUSED;
      case EXPIRED -> Ended.EXPIRED;
      case ABORTED -> Ended.ABORTED;
    };
  }
}
