package dev.countersign.adversarial.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The points an attack may ask about, and which of them one point could have been. A point has one
 * number a coordinate. Rows of a table are such a space; so are pictures within a box of brightness
 * and texts within a list of substitutes a word: only {@link #coordinate} has to be said.
 */
public interface Space {
  /** How many coordinates a point has. */
  int size();

  /** What the coordinate at this place is, from 0. */
  Coordinate coordinate(int place);

  /** Coordinates that an attack on {@code own} may move. */
  default int[] movable(double[] own) {
    return IntStream.range(0, own.length).toArray();
  }

  /** The nearest allowed point by coordinate to {@code wanted}, for an attack on {@code own}. */
  default double[] project(double[] own, double[] wanted) {
    double[] point = own.clone();
    for (int f : movable(own)) {
      point[f] =
          switch (coordinate(f)) {
            case Coordinate.Quantity quantity -> {
              double within = Math.clamp(wanted[f], quantity.min(), quantity.max());
              yield quantity.integer() ? Math.rint(within) : within;
            }
            case Coordinate.Choice choice -> wanted[f];
          };
    }
    return point;
  }

  /**
   * Sets of coordinates to be thrown together by a random search, {@code size} in all or a few
   * more. One at a time, with replacement, unless coordinates have neighbours, as pixels do.
   *
   * @param movable what may be moved; not empty
   * @param size at least 1
   */
  default List<int[]> blocks(int[] movable, int size, RandomGenerator random) {
    List<int[]> blocks = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      blocks.add(new int[] {movable[random.nextInt(movable.length)]});
    }
    return blocks;
  }

  /** The distance of two points: a quantity counts by its unit, a changed choice by its cost. */
  default double distance(double[] a, double[] b, Norm norm) {
    double[] difference = new double[a.length];
    for (int f = 0; f < difference.length; f++) {
      if (a[f] != b[f] && !(Double.isNaN(a[f]) && Double.isNaN(b[f]))) {
        difference[f] =
            switch (coordinate(f)) {
              case Coordinate.Quantity quantity -> (b[f] - a[f]) / quantity.unit();
              case Coordinate.Choice choice -> choice.cost();
            };
      }
    }
    return norm.combine(difference);
  }
}
