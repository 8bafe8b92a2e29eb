package dev.countersign.workflow;

import dev.countersign.approval.CheckRef;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.workflow.RolloutCommand.Kind;
import dev.countersign.workflow.StageView.Status;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes operators' commands: validates them, verifies those that are signed, notes them, and hands
 * them on to a running rollout.
 */
final class OperatorDesk {
  private final ReleaseState state;
  private final Control control;
  private final OperatorView view;
  private final GoingLive goingLive;
  private final WaiverDesk waivers;

  OperatorDesk(
      ReleaseState state,
      Control control,
      OperatorView view,
      GoingLive goingLive,
      WaiverDesk waivers) {
    this.state = state;
    this.control = control;
    this.view = view;
    this.goingLive = goingLive;
    this.waivers = waivers;
  }

  void refuseUnlessRunning(Command command) {
    Orders.refuseUnlessReadable(command);
    if (state.progress().outcome() != null) {
      throw new IllegalArgumentException(
          "ENDED: the release has ended "
              + state.progress().outcome()
              + "; there is nothing to do");
    }
    if (control.aborted()) {
      throw new IllegalArgumentException("ABORTING: the release is being aborted already");
    }
  }

  void refuseUnlessPausable(Command command) {
    refuseUnlessRunning(command);
    if (control.paused()) {
      throw new IllegalArgumentException("PAUSED: the release is paused already");
    }
  }

  void refuseUnlessPaused(Command command) {
    refuseUnlessRunning(command);
    if (!control.paused()) {
      throw new IllegalArgumentException("NOT_PAUSED: the release is not paused");
    }
  }

  void refuseUnlessPromotable(Command command) {
    refuseUnlessRollingOut(command, "promote ends a rollout step's wait");
    RolloutProgress rollout = state.rollout();
    List<String> promoters = state.release().rollout().promoters();
    if (promoters.isEmpty()) {
      return;
    }
    CheckRef bake = CheckRef.bakeTime(rollout == null ? "" : String.valueOf(rollout.name()));
    List<String> missing = waivers.missing(bake);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "SIGNATURE_NEEDED: the policy has %s sign a promotion: countersign release promote %s --seat %s --key KEY --reason TEXT"
              .formatted(
                  String.join(", ", missing),
                  state.release().model() + "/" + state.release().version(),
                  missing.getFirst()));
    }
  }

  void refuseUnlessDrillable(Drilling drilling) {
    if (drilling.command() == null) {
      throw new IllegalArgumentException("NO_PERSON: say who gives the command (--as NAME)");
    }
    refuseUnlessRollingOut(drilling.command(), "a drill gives live traffic back");
    RolloutProgress rollout = state.rollout();
    if (rollout == null || rollout.step() == 0) {
      throw new IllegalArgumentException(
          "NO_TRAFFIC: the candidate has no traffic to give back yet");
    }
  }

  void refuseUnlessRetryable(Command command) {
    refuseUnlessRunning(command);
    if (!control.stopped() && goingLive.rollout() == null) {
      throw new IllegalArgumentException(
          "NOT_HELD: nothing was stopped by an outage; the release is at "
              + state.progress().current().title());
    }
  }

  private void refuseUnlessRollingOut(Command command, String what) {
    refuseUnlessRunning(command);
    if (goingLive.rollout() == null) {
      throw new IllegalArgumentException(
          "NOT_ROLLING_OUT: %s; the release is at %s"
              .formatted(what, state.progress().current().title()));
    }
  }

  String pause(Command command) {
    @Nullable Envelope signed = verified(command, Kind.PAUSE, this::refuseUnlessPausable);
    control.pause();
    tell(command, Kind.PAUSE, signed, 0);
    return "paused";
  }

  String resume(Command command) {
    @Nullable Envelope signed = verified(command, Kind.RESUME, this::refuseUnlessPaused);
    control.resume();
    tell(command, Kind.RESUME, signed, 0);
    return "goes on";
  }

  String abort(Command command) {
    @Nullable Envelope signed = verified(command, Kind.ABORT, this::refuseUnlessRunning);
    control.abort(command, goingLive.rollout() == null);
    tell(command, Kind.ABORT, signed, 0);
    return "stops and undoes whatever was done";
  }

  String promote(Command command) {
    return ask(command, Kind.PROMOTE, this::refuseUnlessPromotable).said();
  }

  String retry(Command command) {
    if (control.stopped()) {
      @Nullable Envelope signed = verified(command, Kind.RETRY, this::refuseUnlessRetryable);
      note(command, Kind.RETRY, signed);
      control.retry();
      return "tries " + state.progress().current().title() + " again";
    }
    return ask(command, Kind.RETRY, this::refuseUnlessRetryable).said();
  }

  DrillReport drill(Drilling drilling) {
    Kind kind = drilling.resume() ? Kind.DRILL : Kind.DRILL_AND_END;
    RolloutAnswer answer = ask(drilling.command(), kind, _ -> refuseUnlessDrillable(drilling));
    DrillReport report = answer.drill();
    if (report == null) {
      throw SignOffDesk.refused("UNVERIFIED", answer.said());
    }
    return report;
  }

  /** Takes a waiver, and tells a running rollout of it. */
  SignOffReceipt waive(SignedPaper paper) {
    SignOffReceipt receipt = waivers.waive(paper);
    goingLive.waived();
    return receipt;
  }

  void rolloutProgress(RolloutProgress progress) {
    state.rollout(progress);
    state.open(progress.open());
    if (state.progress().outcome() == null) {
      String held = progress.held();
      if (held != null) {
        state.progress().waiting(Status.HELD, ReleaseState.now(), held);
      } else {
        state.progress().running(ReleaseState.now(), progress.doing());
      }
    }
    view.traffic(progress.trafficPercent());
    view.describe(control.paused());
  }

  void rolloutAnswered(RolloutAnswer answer) {
    DrillReport drill = answer.drill();
    if (drill != null) {
      state.note(EntryKind.COMPENSATION, "drill", drill.sentence());
    }
    goingLive.answered(answer);
  }

  /** Verifies a signature, and that what the validator saw still holds once that is done. */
  private @Nullable Envelope verified(Command command, Kind kind, Consumer<Command> guard) {
    @Nullable Envelope signed =
        Orders.verified(Workflow.getInfo().getWorkflowId(), word(kind), command, state.log());
    if (signed != null) {
      try {
        guard.accept(command);
      } catch (IllegalArgumentException meanwhile) {
        throw SignOffDesk.refused("MEANWHILE", String.valueOf(meanwhile.getMessage()));
      }
    }
    return signed;
  }

  /** Hands a command on and waits for what became of it. */
  private RolloutAnswer ask(Command command, Kind kind, Consumer<Command> guard) {
    @Nullable Envelope signed = verified(command, kind, guard);
    int number = goingLive.nextQuestion();
    tell(command, kind, signed, number);
    @Nullable RolloutAnswer answer = goingLive.answer(number);
    if (answer == null) {
      throw SignOffDesk.refused(
          "ENDED", "the rollout ended meanwhile; see: countersign release status");
    }
    String refused = answer.refused();
    if (refused != null) {
      throw SignOffDesk.refused(refused, answer.said());
    }
    return answer;
  }

  private void tell(Command command, Kind kind, @Nullable Envelope signed, int number) {
    note(command, kind, signed);
    goingLive.tell(
        new RolloutCommand(
            kind, command.person(), reason(command), number, allowedFor(kind), null));
    view.describe(control.paused());
  }

  /** The step whose promotion was just found to be signed for. */
  private @Nullable String allowedFor(Kind kind) {
    RolloutProgress rollout = state.rollout();
    return kind == Kind.PROMOTE && rollout != null ? rollout.name() : null;
  }

  private void note(Command command, Kind kind, @Nullable Envelope signed) {
    state.ordered(word(kind), Orders.who(command) + ": " + reason(command), signed);
  }

  private static String reason(Command command) {
    return command.reason() == null ? "no reason given" : command.reason();
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
