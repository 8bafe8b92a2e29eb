package dev.countersign.manifest.binding;

/** Numbers of free-form values, in the one Java type that JSON gives them back in. */
final class Numbers {
  private Numbers() {}

  /** An Integer where one holds it, else a Long. */
  static Number compact(long number) {
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }

  /** A whole number as one, another number as it is. */
  static Number compact(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
      return compact((long) number);
    }
    return number;
  }
}
