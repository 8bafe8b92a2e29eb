package dev.countersign.workflow;

import java.time.Duration;

/** Values as people read them. */
final class Words {
  private Words() {}

  /** A length of time, for example {@code 2 s}, {@code 30 min} or {@code 3 d}. */
  static String of(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + " h";
    }
    if (seconds % 60 == 0 && seconds > 0) {
      return seconds / 60 + " min";
    }
    return seconds + " s";
  }

  /** A percentage, without digits it does not need. */
  static String percent(double value) {
    return (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
        + " %";
  }
}
