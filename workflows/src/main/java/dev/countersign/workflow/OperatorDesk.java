package dev.countersign.workflow;

import dev.countersign.passport.Envelope;
import dev.countersign.workflow.RolloutCommand.Kind;
import io.temporal.workflow.Workflow;
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

  OperatorDesk(ReleaseState state, Control control, OperatorView view, GoingLive goingLive) {
    this.state = state;
    this.control = control;
    this.view = view;
    this.goingLive = goingLive;
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

  void refuseUnlessRollingOut(Command command) {
    refuseUnlessRunning(command);
    if (goingLive.rollout() == null) {
      throw new IllegalArgumentException(
          "NOT_ROLLING_OUT: promote ends a rollout step's wait; the release is at "
              + state.progress().current().title());
    }
  }

  String pause(Command command) {
    @Nullable Envelope signed = verified(command, Kind.PAUSE, this::refuseUnlessPausable);
    control.pause();
    return done(command, Kind.PAUSE, signed, "paused");
  }

  String resume(Command command) {
    @Nullable Envelope signed = verified(command, Kind.RESUME, this::refuseUnlessPaused);
    control.resume();
    return done(command, Kind.RESUME, signed, "goes on");
  }

  String promote(Command command) {
    @Nullable Envelope signed = verified(command, Kind.PROMOTE, this::refuseUnlessRollingOut);
    return done(command, Kind.PROMOTE, signed, "takes the next step");
  }

  String abort(Command command) {
    @Nullable Envelope signed = verified(command, Kind.ABORT, this::refuseUnlessRunning);
    control.abort(command, goingLive.rollout() == null);
    return done(command, Kind.ABORT, signed, "stops and undoes whatever was done");
  }

  void rolloutProgress(RolloutProgress progress) {
    state.rollout(progress);
    view.traffic(progress.trafficPercent());
    view.describe(control.paused());
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

  private String done(Command command, Kind kind, @Nullable Envelope signed, String said) {
    String reason = command.reason() == null ? "no reason given" : command.reason();
    state.ordered(word(kind), Orders.who(command) + ": " + reason, signed);
    RolloutWorkflow rollout = goingLive.rollout();
    if (rollout != null) {
      rollout.command(new RolloutCommand(kind, command.person(), reason));
    }
    view.describe(control.paused());
    return said;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
