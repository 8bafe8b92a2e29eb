package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.gate.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smile.math.MathEx;

/**
 * Whether explanations hold still, by rank correlations (Spearman 1904), each in [−1, 1] and null
 * where it is undefined. The judgement is the lowest of those that apply; when one that applies is
 * undefined there is none.
 *
 * @param resampling of columns' importances between resamples of the rows and all of them, the mean
 * @param nudging of a row's contributions before and after its numbers move a little ({@link
 *     Nudge}), the mean over rows that moved; null also when no column holds numbers
 * @param moved rows that moved; −1 when no column holds numbers, so that nudging does not apply
 * @param redrawing of columns' importances with another background and seed; null also when the
 *     method has neither
 * @param redrawn whether the method has a background, so that redrawing applies
 */
record Stability(
    @Nullable Correlation resampling,
    @Nullable Correlation nudging,
    int moved,
    @Nullable Correlation redrawing,
    boolean redrawn) {

  /**
   * A correlation.
   *
   * @param value in [−1, 1]
   * @param interval by resampling rows; null where nothing was drawn
   */
  record Correlation(double value, @Nullable Interval interval) {}

  /**
   * Measures all that apply.
   *
   * @param found explanations of {@code rows}
   * @param again the same method with another background and seed; null when it has neither
   * @param few how many of the rows are explained again
   */
  static Stability measure(
      Explainer explainer,
      @Nullable Explainer again,
      Frame rows,
      ColumnAttributions found,
      int few,
      long seed) {
    if (found.columns().size() == 1) {
      Correlation whole = new Correlation(1, null);
      return new Stability(whole, whole, rows.rows(), null, false);
    }
    int[] first = IntStream.range(0, Math.min(few, rows.rows())).toArray();
    boolean numbers = rows.names().stream().anyMatch(n -> rows.column(n) instanceof Frame.Numbers);
    Nudge nudge = Nudge.of(rows, seed);
    int[] moved = Arrays.stream(first).filter(nudge.moved()::get).toArray();
    return new Stability(
        resampling(found, seed),
        nudging(explainer, nudge, found, moved, seed),
        numbers ? moved.length : -1,
        again == null ? null : redrawing(again, rows, found, first, seed),
        again != null);
  }

  private static @Nullable Correlation resampling(ColumnAttributions found, long seed) {
    double[] all = found.importance(found.allRows());
    return mean(
        new Bootstrap(found.rows(), seed).values(r -> correlation(all, found.importance(r))));
  }

  private static @Nullable Correlation nudging(
      Explainer explainer, Nudge nudge, ColumnAttributions found, int[] moved, long seed) {
    if (moved.length == 0) {
      return null;
    }
    ColumnAttributions again = ColumnAttributions.of(explainer, nudge.rows().select(moved));
    double[] rows =
        defined(
            IntStream.range(0, moved.length)
                .mapToDouble(i -> correlation(found.ofRow(moved[i]), again.ofRow(i)))
                .toArray());
    return rows.length == 0
        ? null
        : new Correlation(
            average(rows),
            new Bootstrap(rows.length, seed)
                .interval(
                    drawn ->
                        Arrays.stream(drawn).mapToDouble(i -> rows[i]).average().orElseThrow()));
  }

  private static @Nullable Correlation redrawing(
      Explainer again, Frame rows, ColumnAttributions found, int[] first, long seed) {
    ColumnAttributions redrawn = ColumnAttributions.of(again, rows.select(first));
    double value = correlation(found.importance(first), redrawn.importance(redrawn.allRows()));
    return Double.isNaN(value)
        ? null
        : new Correlation(
            value,
            new Bootstrap(first.length, seed)
                .interval(
                    drawn -> correlation(found.importance(drawn), redrawn.importance(drawn))));
  }

  /** Spearman's rank correlation; NaN when either side does not vary. */
  static double correlation(double[] a, double[] b) {
    return MathEx.spearman(a, b);
  }

  /** The mean of what is defined, and where 95 % of it lie; null when less than half is. */
  private static @Nullable Correlation mean(double[] values) {
    double[] defined = defined(values);
    return defined.length == 0
        ? null
        : new Correlation(average(defined), Bootstrap.interval(values));
  }

  /** What is defined; nothing when less than half is. */
  private static double[] defined(double[] values) {
    double[] defined = Arrays.stream(values).filter(Double::isFinite).toArray();
    return defined.length * 2 < values.length ? new double[0] : defined;
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** The lowest of those that apply, with its own interval; null when one of them is undefined. */
  @Nullable Correlation worst() {
    List<@Nullable Correlation> applying = new ArrayList<>();
    applying.add(resampling);
    if (moved >= 0) {
      applying.add(nudging);
    }
    if (redrawn) {
      applying.add(redrawing);
    }
    Correlation lowest = resampling;
    for (Correlation one : applying) {
      if (one == null || lowest == null) {
        return null;
      }
      lowest = one.value() < lowest.value() ? one : lowest;
    }
    return lowest;
  }

  /** Each by itself, in words. */
  String inWords() {
    List<String> said = new ArrayList<>();
    said.add("Under resampling " + shown(resampling));
    said.add(
        moved < 0
            ? "no column holds numbers to nudge"
            : "under a nudge " + shown(nudging) + " over " + moved + " rows that moved");
    said.add(
        redrawn
            ? "with another background and seed " + shown(redrawing)
            : "the method draws no background");
    return String.join(", ", said) + ".";
  }

  private static String shown(@Nullable Correlation correlation) {
    return correlation == null
        ? "undefined"
        : String.format(Locale.ROOT, "%.4g", correlation.value());
  }
}
