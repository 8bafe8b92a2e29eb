package dev.countersign.passport;

/** What kind of thing happened to a release. */
public enum EntryKind {
  /** The release was taken in: manifest, policy and data are frozen. */
  INTAKE,
  STAGE_STARTED,
  STAGE_ENDED,
  /** The subject is the gate's result, about the gate. */
  GATE_RESULT,
  /** People were asked; the subject is the request, about the board. */
  SIGN_OFF_REQUESTED,
  /** A sign-off was accepted; the subject is its envelope, about the seat. */
  SIGN_OFF,
  /** A sign-off was refused; the summary says why. */
  SIGN_OFF_REFUSED,
  /**
   * What had been signed was altered, so the sign-offs are void; the subject is the new release.
   */
  SIGN_OFFS_VOIDED,
  /** A waiver was accepted; the subject is its envelope, about the check. */
  WAIVER,
  /** A part of the release came to be or changed; the subject is the new release digest. */
  RELEASE_MOVED,
  /** The registry was told something. */
  REGISTRATION,
  /** The serving endpoint was probed. */
  SERVING_CHECK,
  /** Traffic moved, or a step was decided; about the step. */
  ROLLOUT_STEP,
  /** Something done was undone, and read back. */
  COMPENSATION,
  /** A person paused, resumed, promoted, aborted or rolled back. */
  COMMAND,
  /** How it ended; the subject is the outcome. A rollback after a release gives another. */
  OUTCOME
}
