package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Classes;
import dev.countersign.stats.Coverage;
import dev.countersign.stats.CoverageGrid;
import dev.countersign.stats.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a release loses in predicted classes against what serves now, on the same rows. */
abstract class ClassDropCoverage {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int K = NAMES.size();
  private static final long POPULATION = 1_000_000;

  /** A class of one row in ten. */
  private static final double[] LABELS = {0.5, 0.4, 0.1};

  private final CoverageGrid grid;

  ClassDropCoverage(CoverageGrid grid) {
    this.grid = grid;
  }

  /**
   * Two models: what serves now is right that often, and otherwise says any other class; the
   * release repeats it that often, and otherwise is right as often as it is by itself.
   */
  private record Models(double serving, double repeats, double release) {
    static final List<Models> ALL =
        List.of(new Models(0.8, 0.5, 0.8), new Models(0.8, 0.97, 0.7), new Models(0.9, 0.3, 0.7));

    /** Shares of rows by label, what serves now says, and the release. */
    double[] cells(double[] labels) {
      double[] cells = new double[K * K * K];
      for (int cell = 0; cell < cells.length; cell++) {
        int label = cell / K / K;
        int was = cell / K % K;
        int now = cell % K;
        double again = was == now ? repeats : 0;
        cells[cell] =
            labels[label]
                * says(serving, label, was)
                * (again + (1 - repeats) * says(release, label, now));
      }
      return cells;
    }

    private static double says(double right, int label, int said) {
      return label == said ? right : (1 - right) / (K - 1);
    }
  }

  private static Paired<Classes> draw(SplittableRandom random, int n, double[] cells) {
    return rows(Draws.multinomial(random, n, cells));
  }

  private static Paired<Classes> population(double[] cells) {
    long[] counts = new long[cells.length];
    for (int cell = 0; cell < cells.length; cell++) {
      counts[cell] = Math.round(POPULATION * cells[cell]);
    }
    return rows(counts);
  }

  private static Paired<Classes> rows(long[] counts) {
    int n = 0;
    for (long count : counts) {
      n += (int) count;
    }
    int[] actual = new int[n];
    int[] was = new int[n];
    int[] now = new int[n];
    int row = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      for (long i = 0; i < counts[cell]; i++) {
        actual[row] = cell / K / K;
        was[row] = cell / K % K;
        now[row++] = cell % K;
      }
    }
    return new Paired<>(
        new Classes(NAMES, actual, now, null), new Classes(NAMES, actual, was, null));
  }

  @Test
  void ofPredictions() {
    List<Coverage> all =
        List.of(
            new Coverage("balanced-accuracy of classes, loss", grid.runs()),
            new Coverage("mean F1 of classes, loss", grid.runs() / 10));
    for (int n : new int[] {200, 1000}) {
      for (Models models : Models.ALL) {
        double[] cells = models.cells(LABELS);
        List<Loss> truth = new ClassLosses().performance(population(cells));
        for (int i = 0; i < all.size(); i++) {
          int metric = i + 1;
          all.get(i)
              .simulate(
                  "n=" + n + " " + models,
                  truth.get(metric).measure().value(),
                  random ->
                      new ClassLosses()
                          .performance(draw(random, n, cells))
                          .get(metric)
                          .measure()
                          .interval());
        }
      }
    }
    all.forEach(Coverage::requireApproximate);
  }

  @Test
  void ofGroups() {
    List<String> metrics = List.of("class-rate-difference", "class-recall-difference");
    List<Coverage> all = new ArrayList<>();
    metrics.forEach(metric -> all.add(new Coverage(metric + ", loss", grid.runs())));
    for (int[] size : new int[][] {{200, 200}, {100, 400}}) {
      for (Models own : Models.ALL) {
        for (Models other : Models.ALL) {
          double[] group = own.cells(LABELS);
          double[] reference = other.cells(new double[] {0.4, 0.4, 0.2});
          List<Loss> truth = new ClassLosses().parity(population(group), population(reference));
          for (int metric = 0; metric < all.size(); metric++) {
            int of = metric;
            all.get(metric)
                .simulate(
                    size[0] + " " + own + ", " + size[1] + " " + other,
                    truth.get(metric).measure().value(),
                    random -> drop(random, size, group, reference).get(of).measure().interval());
          }
        }
      }
    }
    all.forEach(Coverage::requireApproximate);
  }

  private static List<Loss> drop(
      SplittableRandom random, int[] size, double[] group, double[] reference) {
    return new ClassLosses().parity(draw(random, size[0], group), draw(random, size[1], reference));
  }
}
