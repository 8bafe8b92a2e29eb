package dev.countersign.traffic.embedded;

import dev.countersign.data.Frame;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.ModelTarget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A model in memory that is closed only when nobody is being answered by it. */
final class LoadedModel implements AutoCloseable {
  private final ModelTarget target;
  private final Scorer scorer;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  LoadedModel(ModelTarget target, Scorer scorer) {
    this.target = target;
    this.scorer = scorer;
  }

  ModelTarget target() {
    return target;
  }

  List<String> features() {
    return scorer.features();
  }

  /** What it answers; empty when the model was closed meanwhile. */
  Optional<Answers> answers(Frame rows) {
    use.readLock().lock();
    try {
      return closed ? Optional.empty() : Optional.of(scorer.answers(rows));
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        scorer.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
