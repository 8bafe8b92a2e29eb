package dev.countersign.workflow;

/** Carries why a stage could not be done for now from where it is found to where it is held. */
final class StageHeld extends RuntimeException {
  private final String reason;

  StageHeld(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
