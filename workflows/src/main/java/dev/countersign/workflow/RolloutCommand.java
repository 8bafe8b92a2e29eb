package dev.countersign.workflow;

/**
 * A command to a running rollout.
 *
 * @param kind which
 * @param by who gave it
 * @param reason why
 */
public record RolloutCommand(Kind kind, String by, String reason) {

  /** What a rollout can be told. */
  public enum Kind {
    PAUSE,
    RESUME,
    PROMOTE,
    ABORT
  }
}
