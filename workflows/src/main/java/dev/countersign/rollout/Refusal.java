package dev.countersign.rollout;

/** Why a router did not do what it was asked. */
public enum Refusal {
  /** A higher generation was here already. */
  STALE_GENERATION,
  /** Another rollout holds this very generation. */
  TAKEN,
  /** The same generation with another route: a change needs a higher generation. */
  ALTERED,
  /** The lease of this generation has ended; the incumbent has everything back. */
  ENDED,
  /** Meant for another environment or model. */
  FOREIGN,
  /** The route names another incumbent than the one that serves. */
  OTHER_INCUMBENT,
  /** To commit, the candidate must serve everybody under a lease that stands. */
  NOT_COMPLETE,
  /** Everything is to go to the fallback, and there is none. */
  NO_FALLBACK
}
