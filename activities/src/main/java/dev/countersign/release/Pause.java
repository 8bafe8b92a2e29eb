package dev.countersign.release;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Waiting inside an activity. */
final class Pause {
  private Pause() {}

  /**
   * Waits.
   *
   * @throws CancellationException if the thread is interrupted
   */
  static void of(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting");
    }
  }
}
