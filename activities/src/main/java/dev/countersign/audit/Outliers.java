package dev.countersign.audit;

import dev.countersign.data.Frame;
import dev.countersign.data.Sample;
import dev.countersign.gates.Figure;
import dev.countersign.stats.Proportion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import smile.anomaly.IsolationForest;
import smile.math.MathEx;

/**
 * Rows that few questions set apart from all others, by an isolation forest (Liu, Ting and Zhou
 * 2008). A text is read as the share of rows that have it, a missing number as the column's mean.
 *
 * @param rows rows looked at
 * @param count those that score at or above {@link #LIMIT}
 * @param byGroup by attribute and group, how many of its rows do
 */
record Outliers(long rows, long count, Map<String, Map<String, Proportion>> byGroup) {
  /** Scores lie in (0, 1); ordinary rows are near one half. */
  static final double LIMIT = 0.65;

  private static final int TREES = 100;
  private static final int ROWS_A_TREE = 256;
  private static final int FEWEST_ROWS = 20;

  /** Looks for them; empty-handed when there are too few rows or no column. */
  static Outliers in(Sample sample, List<String> columns, long seed) {
    Map<String, Map<String, Proportion>> byGroup = new TreeMap<>();
    if (sample.rows() < FEWEST_ROWS || columns.isEmpty()) {
      return new Outliers(0, 0, byGroup);
    }
    double[] scores = scores(matrix(sample.columns(), columns), seed);
    long count = 0;
    for (double score : scores) {
      count += score >= LIMIT ? 1 : 0;
    }
    sample.groups().forEach((name, groups) -> byGroup.put(name, shares(groups, scores)));
    return new Outliers(scores.length, count, byGroup);
  }

  private static Map<String, Proportion> shares(List<@Nullable String> groups, double[] scores) {
    Map<String, Proportion> shares = new TreeMap<>();
    for (int row = 0; row < scores.length; row++) {
      String group = groups.get(row);
      if (group != null) {
        shares.merge(group, new Proportion(scores[row] >= LIMIT ? 1 : 0, 1), Proportion::plus);
      }
    }
    return shares;
  }

  private static double[][] matrix(Frame frame, List<String> columns) {
    double[][] rows = new double[frame.rows()][columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      double[] values =
          switch (frame.column(columns.get(c))) {
            case Frame.Numbers(double[] numbers) -> withoutGaps(numbers);
            case Frame.Texts(@Nullable String[] texts) -> frequencies(texts);
          };
      for (int row = 0; row < rows.length; row++) {
        rows[row][c] = values[row];
      }
    }
    return rows;
  }

  private static double[] withoutGaps(double[] numbers) {
    double sum = 0;
    int present = 0;
    for (double number : numbers) {
      if (!Double.isNaN(number)) {
        sum += number;
        present++;
      }
    }
    double mean = present == 0 ? 0 : sum / present;
    double[] filled = numbers.clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Double.isNaN(filled[i]) ? mean : filled[i];
    }
    return filled;
  }

  private static double[] frequencies(@Nullable String[] texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      counts.merge(Objects.requireNonNullElse(text, ""), 1, Integer::sum);
    }
    double[] shares = new double[texts.length];
    for (int i = 0; i < shares.length; i++) {
      int count = counts.getOrDefault(Objects.requireNonNullElse(texts[i], ""), 0);
      shares[i] = (double) count / texts.length;
    }
    return shares;
  }

  /**
   * Smile draws from a generator of each thread: with one thread, seeded, it always draws alike.
   * Scoring draws nothing, and has all cores.
   */
  private static double[] scores(double[][] rows, long seed) {
    double share = Math.min(0.99, (double) ROWS_A_TREE / rows.length);
    try (ForkJoinPool single = new ForkJoinPool(1)) {
      return single
          .submit(
              () -> {
                MathEx.setSeed(seed);
                return IsolationForest.fit(rows, new IsolationForest.Options(TREES, 0, share, 0));
              })
          .get()
          .score(rows);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("looking for outliers was cancelled");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the isolation forest failed", e.getCause());
    }
  }

  /** The share of rows far from all others. */
  Figure figure() {
    Figure figure =
        Figure.of("outliers")
            .rows(rows)
            .convention(
                "sampled rows that an isolation forest scores at "
                    + LIMIT
                    + " or above / sampled rows");
    if (rows == 0) {
      return figure.note("Too few rows, or no features, to tell what is ordinary.");
    }
    Proportion share = new Proportion(count, rows);
    return figure.value(share.rate()).interval(share.wilson(0.95));
  }
}
