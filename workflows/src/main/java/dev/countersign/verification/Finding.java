package dev.countersign.verification;

/**
 * What became of one promise.
 *
 * @param promise which
 * @param state kept, broken, or not to be told
 * @param words what was found, for people: one sentence, and where it is broken what is wrong
 */
public record Finding(Promise promise, State state, String words) {

  /** Whether a promise is kept. */
  public enum State {
    OK,
    FAILED,
    /** Can't be told: without trust, or because something it rests on is broken. */
    UNKNOWN
  }

  static Finding ok(Promise promise, String words) {
    return new Finding(promise, State.OK, words);
  }

  static Finding failed(Promise promise, String words) {
    return new Finding(promise, State.FAILED, words);
  }

  static Finding unknown(Promise promise, String words) {
    return new Finding(promise, State.UNKNOWN, words);
  }

  /** For example {@code ok SEAL sealed by …}. */
  @Override
  public String toString() {
    return "%-7s %-10s %s"
        .formatted(state.name().toLowerCase(java.util.Locale.ROOT), promise, words);
  }
}
