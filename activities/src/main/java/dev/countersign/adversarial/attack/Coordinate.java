package dev.countersign.adversarial.attack;

/** One thing about a point that can be different: a quantity, or a choice of several. */
public sealed interface Coordinate {

  /** A number, such as an income or how bright a pixel is. */
  non-sealed interface Quantity extends Coordinate {
    /** The smallest value it is moved to. */
    double min();

    /** The largest value it is moved to. */
    double max();

    /** What counts as a distance of 1, in its own unit; positive. */
    double unit();

    /** Whether only whole numbers are allowed. */
    boolean integer();
  }

  /** One of several without an order, such as a purpose or a word; a point holds its index. */
  non-sealed interface Choice extends Coordinate {
    /** How many there are; indices run from 0. */
    int categories();

    /** What a change counts as a distance; positive. */
    double cost();
  }
}
