package dev.countersign.approval;

/**
 * A no to something that was signed, with its reason and a way on.
 *
 * @param code for programs
 * @param sentence what is wrong, for people
 * @param nextStep what to do now
 */
public record Refusal(RefusalCode code, String sentence, String nextStep) {
  /** {@code CODE: what is wrong. What to do.} */
  @Override
  public String toString() {
    return code + ": " + sentence + ". " + nextStep;
  }
}
