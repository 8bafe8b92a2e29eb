package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017) of a network over numbers, by finite
 * differences, as an ONNX file gives no gradients. On the straight line from a baseline x′ to the
 * row x, cut into K steps of Δ = (x − x′) / K with middles z_k,
 *
 * <pre>contribution of i = Σ_k f(z_k + ½ Δ_i e_i) − f(z_k − ½ Δ_i e_i)</pre>
 *
 * which is exact for linear models and differs from the integral by O(1/K²) for smooth ones. The
 * baseline is the background's mean. K is doubled until base and contributions meet the model's own
 * answer to {@value #CLOSE} or the budget is spent; what then is still missing shows as additivity
 * error, and is never hidden.
 */
final class IntegratedGradients implements Explainer {
  /** Answers of the model that explaining one row may cost. */
  static final int BUDGET = 20_000;

  static final double CLOSE = 1e-4;
  private static final int FIRST_STEPS = 8;
  private static final int BLOCK = 8192;

  private final Scorer scorer;
  private final List<String> columns;
  private final double[] baseline;
  private final double base;
  private final Space space;

  /**
   * Prepares an explainer.
   *
   * @param background at least one row
   * @throws ExplainException if the model is a tree ensemble or reads texts
   */
  IntegratedGradients(Scorer scorer, Frame background) {
    if (scorer.trees().isPresent()) {
      throw new ExplainException(
          "The model is a tree ensemble: it has no gradients, and its Shapley values are exact."
              + " Leave gates.explainability.method out.");
    }
    this.scorer = scorer;
    this.columns = scorer.features();
    this.baseline = new double[columns.size()];
    for (int i = 0; i < baseline.length; i++) {
      baseline[i] = mean(columns.get(i), background);
    }
    Answers answers = scorer.answers(rows(baseline));
    this.base = answers.explained()[0];
    this.space = Space.of(answers);
  }

  private static double mean(String column, Frame background) {
    if (!(background.column(column) instanceof Frame.Numbers(double[] values))) {
      throw new ExplainException(
          "Integrated gradients need numbers, and column "
              + column
              + " holds texts. Leave gates.explainability.method out.");
    }
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
  }

  @Override
  public List<Input> inputs() {
    return columns.stream().map(Input::of).toList();
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public String method() {
    return "integrated gradients by finite differences, from the background's mean, at most "
        + BUDGET
        + " answers a row";
  }

  @Override
  public double[] answers(Frame rows) {
    return scorer.answers(rows).explained();
  }

  @Override
  public double answer(double explained) {
    return explained;
  }

  @Override
  public Attributions explain(Frame rows) {
    int width = columns.size();
    double[] answers = answers(rows);
    double[] out = new double[rows.rows() * width];
    IntStream.range(0, rows.rows())
        .parallel()
        .forEach(
            row -> {
              double[] values = explain(point(rows, row), answers[row]);
              System.arraycopy(values, 0, out, row * width, width);
            });
    return new Attributions(base, width, out);
  }

  /** A missing number stands where the baseline stands, and contributes nothing. */
  private double[] point(Frame rows, int row) {
    double[] point = new double[baseline.length];
    for (int i = 0; i < point.length; i++) {
      double value = rows.numbers(columns.get(i))[row];
      point[i] = Double.isNaN(value) ? baseline[i] : value;
    }
    return point;
  }

  private double[] explain(double[] point, double answer) {
    int[] varying = IntStream.range(0, point.length).filter(i -> point[i] != baseline[i]).toArray();
    int most = varying.length == 0 ? 0 : BUDGET / (2 * varying.length);
    double[] values = new double[point.length];
    int spent = 0;
    for (int steps = Math.min(FIRST_STEPS, most); steps > 0 && spent + steps <= most; steps *= 2) {
      spent += steps;
      values = alongThePath(point, varying, steps);
      if (Math.abs(base + Arrays.stream(values).sum() - answer) <= CLOSE) {
        break;
      }
    }
    return values;
  }

  private double[] alongThePath(double[] point, int[] varying, int steps) {
    int width = point.length;
    double[] values = new double[width];
    int atOnce = Math.max(1, BLOCK / (2 * varying.length));
    for (int from = 0; from < steps; from += atOnce) {
      int to = Math.min(steps, from + atOnce);
      double[] asked = new double[(to - from) * varying.length * 2 * width];
      int at = 0;
      for (int step = from; step < to; step++) {
        for (int i : varying) {
          double half = (point[i] - baseline[i]) / (2 * steps);
          at = put(asked, at, point, (step + 0.5) / steps, i, half);
          at = put(asked, at, point, (step + 0.5) / steps, i, -half);
        }
      }
      double[] answers = answers(rows(asked));
      for (int i = 0; i < answers.length; i += 2) {
        values[varying[i / 2 % varying.length]] += answers[i] - answers[i + 1];
      }
    }
    return values;
  }

  private int put(double[] rows, int at, double[] point, double along, int moved, double by) {
    for (int i = 0; i < point.length; i++) {
      rows[at + i] = baseline[i] + along * (point[i] - baseline[i]) + (i == moved ? by : 0);
    }
    return at + point.length;
  }

  private Frame rows(double[] values) {
    int width = baseline.length;
    Map<String, Frame.Column> frame = new LinkedHashMap<>();
    for (int i = 0; i < width; i++) {
      double[] column = new double[values.length / width];
      for (int row = 0; row < column.length; row++) {
        column[row] = values[row * width + i];
      }
      frame.put(columns.get(i), new Frame.Numbers(column));
    }
    return new Frame(frame);
  }
}
