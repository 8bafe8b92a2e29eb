package dev.countersign.traffic.embedded;

import dev.countersign.traffic.embedded.Prediction.ServedBy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks a candidate what the rest was asked, after the caller has its answer, and counts where it
 * decides otherwise. Nobody waits for it: a candidate that falls behind is sent less, and what it
 * was not sent is counted.
 */
final class Mirror implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final RouterMetrics metrics;

  Mirror(RouterMetrics metrics) {
    this.metrics = metrics;
  }

  /** Asks the candidate. */
  @FunctionalInterface
  interface Question {
    Prediction ask() throws Exception;
  }

  /**
   * Mirrors one request.
   *
   * @param by the candidate
   * @param question asks it, counting requests, errors and times itself
   * @param answered per row what the caller was told; null when nobody decided
   */
  void send(ServedBy by, Question question, @Nullable List<Boolean> answered) {
    if (!free.tryAcquire()) {
      metrics.unmirrored(by);
      return;
    }
    threads.execute(
        () -> {
          try {
            compare(by, question.ask().favourable(), answered);
          } catch (Exception failed) {
            metrics.failed(by);
          } finally {
            free.release();
          }
        });
  }

  private void compare(
      ServedBy by, @Nullable List<Boolean> decided, @Nullable List<Boolean> answered) {
    if (decided == null || answered == null) {
      return;
    }
    int rows = Math.min(decided.size(), answered.size());
    long different = 0;
    for (int row = 0; row < rows; row++) {
      different += Objects.equals(decided.get(row), answered.get(row)) ? 0 : 1;
    }
    metrics.compared(by, rows, different);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
