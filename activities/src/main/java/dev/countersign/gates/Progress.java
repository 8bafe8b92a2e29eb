package dev.countersign.gates;

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
}
