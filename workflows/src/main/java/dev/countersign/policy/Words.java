package dev.countersign.policy;

import org.jspecify.annotations.Nullable;

/** Numbers as people write them. */
final class Words {
  private Words() {}

  static String number(@Nullable Double number) {
    if (number == null) {
      return "no limit";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : number.toString();
  }
}
