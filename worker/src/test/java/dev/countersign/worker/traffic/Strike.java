package dev.countersign.worker.traffic;

import io.temporal.client.WorkflowStub;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One blow, at one instant of one step. */
final class Strike {
  /** Where in a step. */
  enum Moment {
    /** While the router is being told of the step. */
    APPLYING,
    /** While the step bakes. */
    BAKING
  }

  private final Blow blow;
  private final int step;
  private final Moment moment;
  private final int delayMillis;
  private final int downMillis;
  private final CompletableFuture<String> struck = new CompletableFuture<>();

  /**
   * @param step counted from 0
   * @param delayMillis after the moment has come
   * @param downMillis until it is mended
   */
  Strike(Blow blow, int step, Moment moment, int delayMillis, int downMillis) {
    this.blow = blow;
    this.step = step;
    this.moment = moment;
    this.delayMillis = delayMillis;
    this.downMillis = downMillis;
  }

  Blow blow() {
    return blow;
  }

  int step() {
    return step;
  }

  Moment moment() {
    return moment;
  }

  int delayMillis() {
    return delayMillis;
  }

  int downMillis() {
    return downMillis;
  }

  void strike(WorkflowStub rollout) {
    try {
      struck.complete(blow.strike().apply(rollout));
    } catch (RuntimeException | Error missed) {
      struck.completeExceptionally(missed);
    }
  }

  /** Who was struck, in words; empty before. */
  Optional<String> struck() {
    return Optional.ofNullable(struck.getNow(null));
  }

  @Override
  public String toString() {
    return "%s at step %d, %s + %d ms, for %d ms"
        .formatted(blow.name(), step + 1, moment, delayMillis, downMillis);
  }
}
