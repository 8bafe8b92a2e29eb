package dev.countersign.workflow;

/** Carries the reason a release can't go on from where it is found to where the release ends. */
final class ReleaseStopped extends RuntimeException {
  private final Ended how;

  ReleaseStopped(Ended how, String reason) {
    super(reason, null, false, false);
    this.how = how;
  }

  Ended how() {
    return how;
  }

  String reason() {
    return getMessage() == null ? how.name() : getMessage();
  }
}
