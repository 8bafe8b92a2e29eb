package dev.countersign.adversarial.attack;

import dev.countersign.adversarial.attack.Coordinate.Choice;
import dev.countersign.adversarial.attack.Coordinate.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The moves of one attack by decisions on one target, along the boundary where the decision turns;
 * in the standardised units of its numbers.
 */
final class BoundaryWalk {
  private static final int BISECTIONS = 12;
  private static final int STEP_HALVINGS = 10;

  private final Target target;
  private final RandomGenerator random;
  private final double[] own;
  private final int[] numbers;
  private final int[] categories;
  private final double[] scales;
  private final boolean[] whole;

  BoundaryWalk(Target target, RandomGenerator random) {
    this.target = target;
    this.random = random;
    this.own = target.own();
    Space space = target.space();
    int[] movable = target.space().movable(own);
    this.numbers =
        IntStream.of(movable).filter(f -> space.coordinate(f) instanceof Quantity).toArray();
    this.categories =
        IntStream.of(movable).filter(f -> space.coordinate(f) instanceof Choice).toArray();
    this.scales = new double[space.size()];
    this.whole = new boolean[space.size()];
    for (int f : numbers) {
      if (space.coordinate(f) instanceof Quantity quantity) {
        scales[f] = quantity.unit();
        whole[f] = quantity.integer();
      }
    }
  }

  /** The coordinates that are numbers and can move. */
  int[] numbers() {
    return numbers.clone();
  }

  /** How far around the boundary to ask: theirs, √d·θ·distance with θ = d^(−3/2) (L∞: d·θ). */
  double probe(double distance, int t) {
    double d = numbers.length;
    double delta = distance * (target.norm() == Norm.L2 ? 1 / d : 1 / Math.sqrt(d));
    return t == 1 ? Math.max(delta, 0.1) : delta;
  }

  /** The point on the way back to the row at which the decision is about to turn back. */
  double[] toBoundary(double[] turned) {
    double near = 0;
    double far = target.norm() == Norm.L2 ? 1 : widest(turned);
    double[] boundary = turned;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (near + far) / 2;
      double[] between = between(turned, middle);
      if (target.fooled(between)) {
        far = middle;
        boundary = target.space().project(own, between);
      } else {
        near = middle;
      }
    }
    return boundary;
  }

  /** Numbers part of the way: by a share of the way (L2), or no further than a radius (L∞). */
  private double[] between(double[] turned, double amount) {
    double[] point = turned.clone();
    for (int f : numbers) {
      double way = turned[f] - own[f];
      double radius = amount * scales[f];
      point[f] =
          own[f] + (target.norm() == Norm.L2 ? amount * way : Math.clamp(way, -radius, radius));
    }
    return point;
  }

  private double widest(double[] point) {
    double widest = 0;
    for (int f : numbers) {
      widest = Math.max(widest, Math.abs(point[f] - own[f]) / scales[f]);
    }
    return widest;
  }

  /** Takes back each changed category that the decision does not need. */
  double[] withoutNeedlessCategories(double[] point) {
    double[] kept = point;
    for (int f : categories) {
      if (kept[f] != own[f]) {
        double[] without = kept.clone();
        without[f] = own[f];
        kept = target.fooled(without) ? without : kept;
      }
    }
    return kept;
  }

  /** The direction in which the decision turns, of length 1 in the norm, by Monte Carlo. */
  double[] direction(double[] boundary, double probe, int samples) {
    List<double[]> points = new ArrayList<>();
    for (int s = 0; s < samples; s++) {
      points.add(target.space().project(own, perturbed(boundary, probe)));
    }
    boolean[] fooled = target.fooled(points);
    double mean = 0;
    for (boolean turned : fooled) {
      mean += (turned ? 1.0 : -1.0) / samples;
    }
    boolean allAlike = Math.abs(mean) == 1;
    double[] direction = new double[own.length];
    for (int s = 0; s < samples; s++) {
      double sign = fooled[s] ? 1 : -1;
      double weight = allAlike ? sign : sign - mean;
      for (int f : numbers) {
        direction[f] += weight * (points.get(s)[f] - boundary[f]) / scales[f];
      }
    }
    return unit(direction);
  }

  private double[] perturbed(double[] boundary, double probe) {
    double[] noise = new double[own.length];
    for (int f : numbers) {
      noise[f] = target.norm() == Norm.L2 ? random.nextGaussian() : random.nextDouble() * 2 - 1;
    }
    double length = Norm.L2.combine(noise);
    double[] point = boundary.clone();
    for (int f : numbers) {
      point[f] = rounded(f, boundary[f] + noise[f] / length * probe * scales[f]);
    }
    return point;
  }

  /**
   * A point beside {@code from} that is as far from the row: a random step at right angles to the
   * way back, {@code step} times as long as that way.
   */
  double[] around(double[] from, double step) {
    double[] way = new double[own.length];
    double[] noise = new double[own.length];
    double product = 0;
    for (int f : numbers) {
      way[f] = (from[f] - own[f]) / scales[f];
      noise[f] = random.nextGaussian();
      product += way[f] * noise[f];
    }
    double distance = Norm.L2.combine(way);
    if (distance == 0) {
      return from;
    }
    for (int f : numbers) {
      noise[f] -= product / (distance * distance) * way[f];
    }
    double length = Norm.L2.combine(noise);
    double[] stepped = new double[own.length];
    for (int f : numbers) {
      stepped[f] = way[f] + (length == 0 ? 0 : noise[f] / length * step * distance);
    }
    double shrink = distance / Norm.L2.combine(stepped);
    double[] point = from.clone();
    for (int f : numbers) {
      point[f] = rounded(f, own[f] + stepped[f] * shrink * scales[f]);
    }
    return point;
  }

  /** The point that lies {@code step} of the way from {@code from} to the row. */
  double[] towardsOwn(double[] from, double step) {
    double[] point = from.clone();
    for (int f : numbers) {
      point[f] = rounded(f, from[f] + step * (own[f] - from[f]));
    }
    return point;
  }

  /** Whole numbers are rounded at random, so that many roundings add up to nothing. */
  private double rounded(int f, double value) {
    return whole[f] ? Math.floor(value + random.nextDouble()) : value;
  }

  private double[] unit(double[] direction) {
    if (target.norm() == Norm.LINF) {
      return Arrays.stream(direction).map(Math::signum).toArray();
    }
    double length = Norm.L2.combine(direction);
    return length == 0
        ? direction
        : Arrays.stream(direction).map(component -> component / length).toArray();
  }

  /** The first of ever shorter jumps that lands where the decision is turned; null if none. */
  double @Nullable [] jump(double[] boundary, double[] direction, double step) {
    for (int i = 0; i < STEP_HALVINGS; i++) {
      double[] point = boundary.clone();
      for (int f : numbers) {
        point[f] = boundary[f] + step * Math.pow(0.5, i) * direction[f] * scales[f];
      }
      point = target.space().project(own, point);
      if (!Arrays.equals(point, boundary) && target.fooled(point)) {
        return point;
      }
    }
    return null;
  }
}
