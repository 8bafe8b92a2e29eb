package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.model.RandomTrees;
import dev.countersign.model.TreeEnsemble;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Our kernels by themselves: 200 rows of an ensemble of 100 trees, one row of a linear model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ShapBench {
  private static final int FEATURES = 20;
  private static final int ROWS = 200;
  private static final int BACKGROUND = 100;

  @Param({"6", "8"})
  public int depth;

  private double[] inputs;
  private PathDependentShap pathDependent;
  private InterventionalShap interventional;
  private InteractionShap interactions;
  private Attributions shapley;
  private KernelExplainer kernel;
  private LimeExplainer lime;
  private IntegratedGradients gradients;
  private Frame row;

  /** Models and rows, the same every time. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    TreeEnsemble trees = RandomTrees.ensemble(random, FEATURES, 100, depth);
    inputs = RandomTrees.rows(random, FEATURES, ROWS);
    pathDependent = new PathDependentShap(trees, ROWS);
    interventional = new InterventionalShap(trees, RandomTrees.rows(random, FEATURES, BACKGROUND));
    interactions = new InteractionShap(trees);
    shapley = pathDependent.explain(inputs);
    Map<String, Double> weights = new TreeMap<>();
    for (int i = 0; i < FEATURES; i++) {
      weights.put("c" + i, random.nextGaussian());
    }
    LinearScorer linear = new LinearScorer(0, weights);
    kernel = new KernelExplainer(linear, frame(random, BACKGROUND), 1);
    lime = new LimeExplainer(linear, frame(random, 1000), 1);
    gradients = new IntegratedGradients(linear, frame(random, BACKGROUND));
    row = frame(random, 1);
  }

  private static Frame frame(Random random, int rows) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < FEATURES; i++) {
      columns.put("c" + i, new Frame.Numbers(random.doubles(rows, -2, 2).toArray()));
    }
    return new Frame(columns);
  }

  @Benchmark
  public Object pathDependent() {
    return pathDependent.explain(inputs);
  }

  @Benchmark
  public Object interventional() {
    return interventional.explain(inputs);
  }

  @Benchmark
  public Object interactions() {
    return interactions.explain(inputs, shapley);
  }

  @Benchmark
  public Object kernelShapOfOneRow() {
    return kernel.explain(row);
  }

  @Benchmark
  public Object limeOfOneRow() {
    return lime.explain(row);
  }

  @Benchmark
  public Object integratedGradientsOfOneRow() {
    return gradients.explain(row);
  }
}
