package dev.countersign.worker.demo;

/** What a demonstration shows. */
public enum Scenario {
  /** The bias is mitigated and the release goes through. */
  HAPPY("the bias is found, mitigated and disclosed; people sign; the release goes through"),
  /** Nothing is done about the bias, so a gate stops the release before any traffic. */
  BIASED("nothing is done about the bias; a gate stops the release before any traffic"),
  /** The model rests on a field that callers don't send yet, so live traffic rolls it back. */
  REGRESSION(
      "the model rests on a field that most callers don't send yet; it passes every gate, and live"
          + " traffic gives it away");

  private final String story;

  Scenario(String story) {
    this.story = story;
  }

  /** The story in a sentence. */
  public String story() {
    return story;
  }
}
