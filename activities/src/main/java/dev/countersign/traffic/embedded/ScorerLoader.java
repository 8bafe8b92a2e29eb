package dev.countersign.traffic.embedded;

import dev.countersign.model.Scorer;
import dev.countersign.traffic.ServedModel;

/** Opens models by digest, now and after a restart. */
@FunctionalInterface
public interface ScorerLoader {
  /**
   * Opens a model whose file has the digest it is named by.
   *
   * @throws RuntimeException if there is no such file, it was altered, or it can't be opened
   */
  Scorer load(ServedModel model);
}
