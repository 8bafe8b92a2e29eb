package dev.countersign.model;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Scoring of a boosted ensemble, 200 trees of depth 6 over 20 features. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScoringBench {
  private static final int FEATURES = 20;
  private static final int ROWS = 1_000;

  private final Random random = new Random(1);
  private final TreeEnsemble ensemble = RandomTrees.ensemble(random, FEATURES, 200, 6);
  private final double[] rows = RandomTrees.rows(random, FEATURES, ROWS);

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double score() {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += ensemble.margin(rows, row * FEATURES);
    }
    return sum;
  }
}
