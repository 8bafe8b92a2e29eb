package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Coordinate;
import java.util.List;

/**
 * One thing about a row that can be different, as an attack sees it: a column, or the several
 * columns of a one-hot encoding together. In a point it is one coordinate: a number in the column's
 * own unit, or the index of a category; NaN where the row's own value is missing or none of these,
 * and such a coordinate never moves.
 */
public sealed interface Feature {
  /** The column's name; for a one-hot encoding the common prefix of its columns. */
  String name();

  /** Whether nobody can change it, or it must not be changed to test a decision. */
  boolean immutable();

  /** The columns it is read from. */
  List<String> columns();

  /**
   * What a change counts, at least 1: times its standard deviations for a number, itself for a
   * category. 1 unless the manifest says that it is harder to change.
   */
  double cost();

  /** Which way a number can go. */
  enum Direction {
    ANY,
    /** It can only grow, as years at work do. */
    INCREASING,
    DECREASING
  }

  /**
   * A number.
   *
   * @param min smallest value allowed
   * @param max largest value allowed
   * @param integer whether only whole numbers are allowed
   * @param scale the standard deviation over training rows; positive
   * @param direction which way it can go
   */
  record Numeric(
      String name,
      double min,
      double max,
      boolean integer,
      double scale,
      Direction direction,
      boolean immutable,
      double cost)
      implements Feature, Coordinate.Quantity {
    /** A number whose change counts by its standard deviations. */
    public Numeric(
        String name,
        double min,
        double max,
        boolean integer,
        double scale,
        Direction direction,
        boolean immutable) {
      this(name, min, max, integer, scale, direction, immutable, 1);
    }

    /** Rejects an empty range and a scale that is no length. */
    public Numeric {
      if (!(min <= max) || !(scale > 0) || !Double.isFinite(scale)) {
        throw new IllegalArgumentException(
            name + ": no range from " + min + " to " + max + " at scale " + scale);
      }
    }

    @Override
    public List<String> columns() {
      return List.of(name);
    }

    @Override
    public double unit() {
      return scale / cost;
    }

    /**
     * The allowed value nearest to {@code wanted}; {@code own}, the row's own, is always allowed.
     */
    double nearest(double own, double wanted) {
      if (wanted == own) {
        return own;
      }
      double low = lowest(own);
      double high = highest(own);
      double clamped = Math.clamp(wanted, low, high);
      if (!integer) {
        return clamped;
      }
      double whole = Math.rint(clamped);
      return whole < low || whole > high ? own : whole;
    }

    /** The least a row that has {@code own} could have. */
    double lowest(double own) {
      return direction == Direction.INCREASING ? own : Math.min(own, min);
    }

    /** The most a row that has {@code own} could have. */
    double highest(double own) {
      return direction == Direction.DECREASING ? own : Math.max(own, max);
    }
  }

  /**
   * A text out of a set.
   *
   * @param values allowed, in order; a point holds an index into them
   */
  record Categorical(String name, List<String> values, boolean immutable, double cost)
      implements Feature, Coordinate.Choice {
    public Categorical {
      values = List.copyOf(values);
    }

    /** A text whose change counts 1. */
    public Categorical(String name, List<String> values, boolean immutable) {
      this(name, values, immutable, 1);
    }

    @Override
    public List<String> columns() {
      return List.of(name);
    }

    @Override
    public int categories() {
      return values.size();
    }
  }

  /**
   * Columns of zeros with a single one.
   *
   * @param columns a point holds the index of the column that is one; {@code columns.size()} means
   *     none of them, where that is allowed
   * @param noneAllowed whether all may be zero, as when an encoding drops its first category
   */
  record OneHot(
      String name, List<String> columns, boolean noneAllowed, boolean immutable, double cost)
      implements Feature, Coordinate.Choice {
    public OneHot {
      columns = List.copyOf(columns);
    }

    /** An encoding whose change counts 1. */
    public OneHot(String name, List<String> columns, boolean noneAllowed, boolean immutable) {
      this(name, columns, noneAllowed, immutable, 1);
    }

    @Override
    public int categories() {
      return columns.size() + (noneAllowed ? 1 : 0);
    }
  }
}
