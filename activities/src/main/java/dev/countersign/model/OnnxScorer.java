package dev.countersign.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.countersign.data.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Scores rows with the ONNX runtime, one thread a call, so that many models can be asked at once
 * and the same rows get the same answers. A model that could run without end is stopped.
 */
final class OnnxScorer implements Scorer {
  private static final int BLOCK = 2048;
  private static final long LOOP_SECONDS = 60;
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("onnx-watch").factory());

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxInputs inputs;
  private final OnnxOutput output;
  private final Set<String> wanted;
  private final boolean mayLoop;
  private final boolean losesMissing;
  private final Optional<TreeModel> trees;

  private OnnxScorer(
      OrtEnvironment environment,
      OrtSession session,
      OnnxInputs inputs,
      OnnxOutput output,
      boolean mayLoop,
      boolean losesMissing,
      Optional<TreeModel> trees) {
    this.environment = environment;
    this.session = session;
    this.inputs = inputs;
    this.output = output;
    this.wanted = Set.of(output.name());
    this.mayLoop = mayLoop;
    this.losesMissing = losesMissing;
    this.trees = trees;
  }

  /**
   * Opens a model.
   *
   * @throws ModelException if it is refused, can't be loaded, or does not fit the columns
   */
  static OnnxScorer open(byte[] content, List<String> order, Outputs outputs) {
    OnnxModel model = OnnxModel.read(content);
    OrtEnvironment environment = OnnxRuntime.environment();
    try {
      OrtSession session = session(environment, content);
      try {
        OnnxInputs inputs = OnnxInputs.of(session.getInputInfo().values(), order);
        OnnxOutput output =
            OnnxOutput.of(session.getOutputInfo().values(), outputs, model.classLabels());
        return new OnnxScorer(
            environment,
            session,
            inputs,
            output,
            model.mayLoop(),
            model.losesMissing(),
            trees(model, inputs, outputs));
      } catch (ModelException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelException(
          "The ONNX runtime refuses the model: " + e.getMessage() + ". Export it again.", e);
    }
  }

  private static OrtSession session(OrtEnvironment environment, byte[] content)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(content, options);
    }
  }

  /** Only of two classes: the runtime adds up numbers in 32 bits, a tree model in 64. */
  private static Optional<TreeModel> trees(OnnxModel model, OnnxInputs inputs, Outputs outputs) {
    return outputs instanceof Outputs.TwoClasses(int favourableIndex)
            && inputs instanceof OnnxInputs.Table table
        ? OnnxTrees.view(model.graph(), table.inputs().sources().size(), favourableIndex)
            .map(ensemble -> new TreeModel(ensemble, table.inputs()))
        : Optional.empty();
  }

  @Override
  public List<String> features() {
    return inputs.columns();
  }

  @Override
  public Answers answers(Frame rows) {
    if (losesMissing) {
      refuseMissing(rows);
    }
    int all = rows.rows();
    double[] out = new double[all * output.outputs().kept()];
    int block = inputs.batch() == 0 ? BLOCK : inputs.batch();
    if (all % block != 0 && inputs.batch() > 1) {
      throw new ModelException(
          "The ONNX model takes exactly "
              + block
              + " rows at once. Export it with a first dimension of any size.");
    }
    for (int from = 0; from < all; from += block) {
      score(rows, from, Math.min(all, from + block), out);
    }
    return output.outputs().answers(out);
  }

  /** Where the file would answer something else than the forest it was made of. */
  private void refuseMissing(Frame rows) {
    for (String name : inputs.columns()) {
      if (InputColumns.column(rows, name) instanceof Frame.Numbers(double[] values)) {
        for (int row = 0; row < values.length; row++) {
          if (Double.isNaN(values[row])) {
            throw new ModelException(
                "Row "
                    + row
                    + " (counted from 0) has no "
                    + name
                    + ", and the trees in the ONNX file do not say where a missing value goes, as"
                    + " scikit-learn's exporter leaves that out: the file would answer otherwise"
                    + " than the forest. Fill in missing values in the pipeline that is exported"
                    + " (SimpleImputer), or bring a model whose format keeps them.");
          }
        }
      }
    }
  }

  private void score(Frame rows, int from, int to, double[] out) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (OnnxInputs.Named named : inputs.tensors(environment, rows, from, to)) {
        tensors.put(named.input(), named.tensor());
      }
      try (OrtSession.Result result = run(tensors)) {
        output.read(result.get(0), to - from, from, out);
      }
    } catch (OrtException e) {
      throw new ModelException(
          "The ONNX model fails on rows "
              + from
              + " to "
              + (to - 1)
              + ": "
              + e.getMessage()
              + ". Check that it takes these columns.",
          e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private OrtSession.Result run(Map<String, OnnxTensor> tensors) throws OrtException {
    if (!mayLoop) {
      return session.run(tensors, wanted);
    }
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      Future<?> stop =
          WATCH.schedule(
              () -> {
                options.setTerminate(true);
                return true;
              },
              LOOP_SECONDS,
              TimeUnit.SECONDS);
      try {
        return session.run(tensors, wanted, options);
      } finally {
        stop.cancel(false);
      }
    }
  }

  @Override
  public Optional<TreeModel> trees() {
    return trees;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException("The ONNX session does not close: " + e.getMessage(), e);
    }
  }
}
