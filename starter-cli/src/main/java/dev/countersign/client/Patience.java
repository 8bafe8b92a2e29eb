package dev.countersign.client;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long whoever asks waits for a worker's answer, and what he or she is told meanwhile.
 *
 * @param longest how long, while a worker is there
 * @param untold how long, while Temporal doesn't say whether one is
 * @param says told in a sentence that the answer isn't there yet, and why: after a few seconds,
 *     then twice a minute
 */
public record Patience(Duration longest, Duration untold, Consumer<String> says) {
  private static final Duration UNTOLD = Duration.ofMinutes(5);
  private static final Duration FOR_GOOD = Duration.ofDays(365);

  /** Waits for as long as a worker is there. */
  public static Patience untilItIsDone(Consumer<String> says) {
    return new Patience(FOR_GOOD, UNTOLD, says);
  }

  /** Waits so long at most, and says nothing. */
  public static Patience silently(Duration longest) {
    return new Patience(longest, longest, sentence -> {});
  }
}
