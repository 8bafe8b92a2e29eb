package dev.countersign.workflow;

import dev.countersign.passport.EntryKind;
import dev.countersign.workflow.RolloutCommand.Kind;

/**
 * Takes operators' commands: validates them, notes them, and hands them on to a running rollout.
 */
final class OperatorDesk {
  private static final int LONGEST = 500;

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
    if (command.person() == null || command.person().isBlank()) {
      throw new IllegalArgumentException("NO_PERSON: say who gives the command (--as NAME)");
    }
    if (command.person().length() > LONGEST
        || (command.reason() != null && command.reason().length() > LONGEST)) {
      throw new IllegalArgumentException(
          "TOO_LONG: name and reason take at most " + LONGEST + " characters each");
    }
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
    control.pause();
    return done(command, Kind.PAUSE, "paused");
  }

  String resume(Command command) {
    control.resume();
    return done(command, Kind.RESUME, "goes on");
  }

  String promote(Command command) {
    return done(command, Kind.PROMOTE, "takes the next step");
  }

  String abort(Command command) {
    control.abort(command, goingLive.rollout() == null);
    return done(command, Kind.ABORT, "stops and undoes whatever was done");
  }

  void rolloutProgress(RolloutProgress progress) {
    state.rollout(progress);
    view.traffic(progress.trafficPercent());
    view.describe(control.paused());
  }

  private String done(Command command, Kind kind, String said) {
    String reason = command.reason() == null ? "no reason given" : command.reason();
    state.note(
        EntryKind.COMMAND,
        kind.name().toLowerCase(java.util.Locale.ROOT),
        command.person() + ": " + reason);
    RolloutWorkflow rollout = goingLive.rollout();
    if (rollout != null) {
      rollout.command(new RolloutCommand(kind, command.person(), reason));
    }
    view.describe(control.paused());
    return said;
  }
}
