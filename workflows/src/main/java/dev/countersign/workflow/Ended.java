package dev.countersign.workflow;

/** How a stage ended. */
public enum Ended {
  /** Done, and nothing stands against going on. */
  PASSED,
  /** Done, with warnings that the passport carries. */
  WARNED,
  /** Nothing to do in this release. */
  SKIPPED,
  /** A gate failed, people said no, or it could not be done at all. */
  FAILED,
  /** Could not begin: somebody else owns what it needs. */
  REFUSED,
  /** Its deadline passed without the answer it waited for. */
  EXPIRED,
  /** Somebody stopped the release. */
  ABORTED,
  /** What had been signed was altered: it is measured and asked again. */
  ALTERED;

  /** Whether the release goes on after it. */
  public boolean goesOn() {
    return this == PASSED || this == WARNED || this == SKIPPED || this == ALTERED;
  }
}
