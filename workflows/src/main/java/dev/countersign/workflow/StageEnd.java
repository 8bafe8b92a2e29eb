package dev.countersign.workflow;

/**
 * What came of a stage.
 *
 * @param how how it ended
 * @param headline what came of it, in a sentence
 */
record StageEnd(Ended how, String headline) {
  static StageEnd passed(String headline) {
    return new StageEnd(Ended.PASSED, headline);
  }

  static StageEnd skipped(String why) {
    return new StageEnd(Ended.SKIPPED, why);
  }
}
