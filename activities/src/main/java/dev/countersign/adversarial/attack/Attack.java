package dev.countersign.adversarial.attack;

import java.util.random.RandomGenerator;

/**
 * A way to look for a point that is decided otherwise: it asks a target, moves within its space,
 * spends its budget. What it finds the target remembers. The same seed gives the same questions.
 */
public interface Attack {
  /** Its id, for example {@code hop-skip-jump}. */
  String id();

  /**
   * Asks until it has nothing better to ask, or until the target refuses: that refusal is passed on
   * to the caller, who knows it.
   *
   * @param seeds other points, to start from: best such as are decided otherwise
   */
  void run(Target target, double[][] seeds, RandomGenerator random);
}
