package dev.countersign.gates;

import java.util.Optional;

/** Told how far long work has come; an activity turns it into heartbeats, a command into lines. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress SILENT = (step, done) -> {};

  /**
   * Reports progress.
   *
   * @param step what is being done, in a few words
   * @param done the fraction done, in [0, 1]
   */
  void report(String step, double done);

  /**
   * Keeps where the work stands, so that a later attempt can go on from there. Does nothing unless
   * overridden: the work then starts over.
   *
   * @param state a small record that JSON can carry
   */
  default void checkpoint(Object state) {}

  /**
   * Where an earlier attempt left off.
   *
   * @param type the record's type
   * @return what it kept last; empty on a first attempt, or when it kept another type
   */
  default <T> Optional<T> lastCheckpoint(Class<T> type) {
    return Optional.empty();
  }
}
