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
 * @param interval of the correlation under resampling
 * @param nudging of a row's contributions before and after its numbers move a little ({@link
 *     Nudge}), the mean over rows that moved; null also when no column holds numbers
 * @param moved rows that moved; −1 when no column holds numbers, so that nudging does not apply
 * @param redrawing of columns' importances with another background and seed; null also when the
 *     method has neither
 * @param redrawn whether the method has a background, so that redrawing applies
 */
record Stability(
    @Nullable Double resampling,
    @Nullable Interval interval,
    @Nullable Double nudging,
    int moved,
    @Nullable Double redrawing,
    boolean redrawn) {

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
      return new Stability(1.0, null, 1.0, rows.rows(), null, false);
    }
    double[] all = found.importance(found.allRows());
    double[] correlations =
        new Bootstrap(found.rows(), seed).values(r -> correlation(all, found.importance(r)));
    Double resampling = mean(correlations);
    int[] first = IntStream.range(0, Math.min(few, rows.rows())).toArray();
    boolean numbers = rows.names().stream().anyMatch(n -> rows.column(n) instanceof Frame.Numbers);
    Nudge nudge = Nudge.of(rows, seed);
    int[] moved = Arrays.stream(first).filter(nudge.moved()::get).toArray();
    return new Stability(
        resampling,
        resampling == null ? null : Bootstrap.interval(correlations),
        nudging(explainer, nudge, found, moved),
        numbers ? moved.length : -1,
        again == null ? null : redrawing(again, rows, found, first),
        again != null);
  }

  private static @Nullable Double nudging(
      Explainer explainer, Nudge nudge, ColumnAttributions found, int[] moved) {
    if (moved.length == 0) {
      return null;
    }
    ColumnAttributions again = ColumnAttributions.of(explainer, nudge.rows().select(moved));
    return mean(
        IntStream.range(0, moved.length)
            .mapToDouble(i -> correlation(found.ofRow(moved[i]), again.ofRow(i)))
            .toArray());
  }

  private static @Nullable Double redrawing(
      Explainer again, Frame rows, ColumnAttributions found, int[] first) {
    ColumnAttributions redrawn = ColumnAttributions.of(again, rows.select(first));
    return mean(
        new double[] {correlation(found.importance(first), redrawn.importance(redrawn.allRows()))});
  }

  /** Spearman's rank correlation; NaN when either side does not vary. */
  static double correlation(double[] a, double[] b) {
    return MathEx.spearman(a, b);
  }

  /** The mean of what is defined; null when less than half is. */
  private static @Nullable Double mean(double[] values) {
    double[] defined = Arrays.stream(values).filter(Double::isFinite).toArray();
    return defined.length * 2 < values.length || defined.length == 0
        ? null
        : Arrays.stream(defined).average().orElseThrow();
  }

  /** The lowest of those that apply; null when one of them is undefined. */
  @Nullable Double worst() {
    Double lowest = resampling;
    if (lowest != null && moved >= 0) {
      lowest = nudging == null ? null : Double.valueOf(Math.min(lowest, nudging));
    }
    if (lowest != null && redrawn) {
      lowest = redrawing == null ? null : Double.valueOf(Math.min(lowest, redrawing));
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
    return String.join(", ", said) + "; the interval is that under resampling.";
  }

  private static String shown(@Nullable Double value) {
    return value == null ? "undefined" : String.format(Locale.ROOT, "%.4g", value);
  }
}
