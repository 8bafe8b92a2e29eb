package dev.countersign.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for what comes in its own time, with a patience that no working machine needs: a test that
 * waits in vain says for what, and does not hang.
 */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  private Eventually() {}

  /** What may fail while it is not yet so. */
  @FunctionalInterface
  public interface Condition<X extends Exception> {
    boolean holds() throws X;
  }

  /**
   * Waits until something holds.
   *
   * @throws AssertionError if it does not within five minutes
   */
  public static <X extends Exception> void holds(String what, Condition<X> condition) throws X {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("never came within " + PATIENCE + ": " + what);
      }
      pause();
    }
  }

  /**
   * Waits for a value.
   *
   * @throws AssertionError if there is none within five minutes
   */
  public static <T> T get(String what, Supplier<Optional<T>> value) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      Optional<T> now = value.get();
      if (now.isPresent()) {
        return now.get();
      }
      pause();
    }
    throw new AssertionError("never came within " + PATIENCE + ": " + what);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
