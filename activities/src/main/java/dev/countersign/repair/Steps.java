package dev.countersign.repair;

import java.util.Arrays;

/**
 * A function of one number that never falls: given at some numbers, a straight line between them,
 * level beyond the first and the last. It works on 32-bit numbers, as boosted trees do.
 *
 * @param from where it is given, rising; at least one
 * @param to its values there, never falling
 */
record Steps(float[] from, float[] to) {
  /** Nothing finite but the least of all numbers is under it. */
  private static final float LOWEST = Math.nextUp(-Float.MAX_VALUE);

  Steps {
    if (from.length == 0 || from.length != to.length) {
      throw new IllegalArgumentException(from.length + " numbers for " + to.length + " values");
    }
    for (int i = 1; i < from.length; i++) {
      if (!(from[i] > from[i - 1]) || !(to[i] >= to[i - 1])) {
        throw new IllegalArgumentException("not rising at " + from[i]);
      }
    }
  }

  /** Whether any of the numbers it is given at has another value. */
  boolean movesAny() {
    return !Arrays.equals(from, to);
  }

  /** The function's value; NaN at NaN. */
  float at(float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    int found = Arrays.binarySearch(from, x);
    if (found >= 0) {
      return to[found];
    }
    int above = -found - 1;
    if (above == 0) {
      return to[0];
    }
    if (above == from.length) {
      return to[to.length - 1];
    }
    double share =
        ((double) x - from[above - 1]) / ((double) from[above] - (double) from[above - 1]);
    double value = to[above - 1] + share * ((double) to[above] - (double) to[above - 1]);
    return (float) Math.clamp(value, to[above - 1], to[above]);
  }

  /**
   * The least number at which the function reaches {@code bound}: it is under the bound exactly
   * where its argument is under this. {@link Float#MAX_VALUE} where it never does, a number that
   * hardly any is under where it always does.
   */
  float reaches(float bound) {
    if (at(Float.MAX_VALUE) < bound) {
      return Float.MAX_VALUE;
    }
    if (at(-Float.MAX_VALUE) >= bound) {
      return LOWEST;
    }
    long low = rank(-Float.MAX_VALUE);
    long high = rank(Float.MAX_VALUE);
    while (high - low > 1) {
      long middle = (low + high) >> 1;
      if (at(ranked((int) middle)) >= bound) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return ranked((int) high);
  }

  /** Numbers in order as whole numbers in order. */
  private static int rank(float number) {
    int bits = Float.floatToIntBits(number + 0f);
    return bits >= 0 ? bits : Integer.MIN_VALUE - bits;
  }

  private static float ranked(int rank) {
    return Float.intBitsToFloat(rank >= 0 ? rank : Integer.MIN_VALUE - rank);
  }
}
