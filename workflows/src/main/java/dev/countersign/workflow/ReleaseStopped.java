package dev.countersign.workflow;

/** Carries the reason a release can't go on from where it is found to where the release ends. */
final class ReleaseStopped extends RuntimeException {
  private final Ended how;
  private final boolean neither;

  ReleaseStopped(Ended how, String reason) {
    this(how, reason, false);
  }

  private ReleaseStopped(Ended how, String reason, boolean neither) {
    super(reason, null, false, false);
    this.how = how;
    this.neither = neither;
  }

  /** Stopped because neither the candidate nor the incumbent may serve. */
  static ReleaseStopped neitherMayServe(String reason) {
    return new ReleaseStopped(Ended.FAILED, reason, true);
  }

  /** Whether the incumbent may not serve either. */
  boolean neither() {
    return neither;
  }

  Ended how() {
    return how;
  }

  String reason() {
    return getMessage() == null ? how.name() : getMessage();
  }
}
