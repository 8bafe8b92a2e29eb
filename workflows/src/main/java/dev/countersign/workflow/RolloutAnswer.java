package dev.countersign.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What became of a command to a rollout.
 *
 * @param number of the command
 * @param refused why it was not done, as a code; null when it was
 * @param said what was done, or why not and what to do next
 * @param drill what the drill measured, if it was one
 */
public record RolloutAnswer(
    int number, @Nullable String refused, String said, @Nullable DrillReport drill) {

  static RolloutAnswer done(RolloutCommand command, String said) {
    return new RolloutAnswer(command.number(), null, said, null);
  }

  static RolloutAnswer refused(RolloutCommand command, String code, String why) {
    return new RolloutAnswer(command.number(), code, why, null);
  }

  /** A promotion that comes when its step is over: no signature under it is for the next one. */
  static RolloutAnswer over(RolloutCommand command, String now) {
    return refused(
        command,
        "STEP_OVER",
        "%s is over, and the rollout is at %s by now; look, and promote that if it is meant"
            .formatted(command.step(), now));
  }
}
