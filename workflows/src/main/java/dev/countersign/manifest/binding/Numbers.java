package dev.countersign.manifest.binding;

/** Whole numbers of free-form values, in the one Java type JSON gives them back in. */
final class Numbers {
  private Numbers() {}

  /** An Integer where one holds it, else a Long. */
  static Number compact(long number) {
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }
}
