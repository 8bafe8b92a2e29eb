package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Interval;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How often a method's 95 % intervals hold the truth, point by point of a grid, and how wide. */
public final class Coverage {
  /** The confidence of the intervals looked at. */
  public static final double LEVEL = 0.95;

  /** The share that an approximate method must hold on average, and at its worst point. */
  private static final double MEAN = 0.945;

  private static final double WORST = 0.91;

  private final String method;
  private final int runs;
  private final DoubleSummaryStatistics covered = new DoubleSummaryStatistics();
  private final DoubleSummaryStatistics widths = new DoubleSummaryStatistics();
  private final List<String> low = new ArrayList<>();

  public Coverage(String method, int runs) {
    this.method = method;
    this.runs = runs;
  }

  /** Adds a point whose coverage was computed exactly. */
  public void exactly(String point, double share, double width) {
    covered.accept(share);
    widths.accept(width);
    if (share < WORST + 0.01) {
      low.add(String.format(Locale.ROOT, "  %s: %.4f", point, share));
    }
  }

  /**
   * Simulates a point.
   *
   * @param draw makes the interval of one draw, or null where that draw has none, which is as good
   *     as covering nothing
   */
  public void simulate(
      String point, double truth, Function<SplittableRandom, @Nullable Interval> draw) {
    simulate(point, random -> new Draw(draw.apply(random), truth));
  }

  /**
   * An interval, and the truth that it should hold: each draw may have its own, as that of the rows
   * drawn.
   *
   * @param interval null where there is none
   */
  public record Draw(@Nullable Interval interval, double truth) {}

  /** Simulates a point whose truth comes with the draw. */
  public void simulate(String point, Function<SplittableRandom, Draw> draws) {
    SplittableRandom random = new SplittableRandom(point.hashCode());
    int hits = 0;
    double width = 0;
    for (int run = 0; run < runs; run++) {
      Draw draw = draws.apply(random);
      Interval interval = draw.interval();
      hits += interval != null && holds(interval, draw.truth()) ? 1 : 0;
      width += interval == null ? 0 : interval.high() - interval.low();
    }
    exactly(point, (double) hits / runs, width / runs);
  }

  private static boolean holds(Interval interval, double truth) {
    return interval.low() - 1e-12 <= truth && truth <= interval.high() + 1e-12;
  }

  /** Prints what came out. */
  private void report() {
    System.out.printf(
        Locale.ROOT,
        "%-34s mean %.4f  min %.4f  max %.4f  width %.4f (%.4f to %.4f)  %d points%s%n",
        method,
        covered.getAverage(),
        covered.getMin(),
        covered.getMax(),
        widths.getAverage(),
        widths.getMin(),
        widths.getMax(),
        covered.getCount(),
        runs == 0 ? ", exact" : " of " + runs + " runs");
    low.forEach(System.out::println);
  }

  /** An exact or conservative method never covers less than it says. */
  public void requireNominal() {
    report();
    assertThat(covered.getMin()).as(method).isGreaterThanOrEqualTo(0.95);
  }

  /** Of points where no method of its kind is asked for more; there may be none of them. */
  public void requireAtLeast(double share) {
    report();
    if (covered.getCount() > 0) {
      assertThat(covered.getMin()).as(method).isGreaterThanOrEqualTo(share);
    }
  }

  /** An approximate one may at single points. */
  public void requireApproximate() {
    report();
    assertThat(covered.getAverage()).as(method + ", mean").isGreaterThanOrEqualTo(MEAN);
    assertThat(covered.getMin()).as(method + ", worst").isGreaterThanOrEqualTo(WORST);
  }
}
