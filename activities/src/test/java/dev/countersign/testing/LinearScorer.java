package dev.countersign.testing;

import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A logistic model written down: everything about it is known in closed form. A text column scores
 * by its value, {@code column=value}.
 */
public record LinearScorer(double intercept, Map<String, Double> weights) implements Scorer {
  public LinearScorer {
    weights = new LinkedHashMap<>(weights);
  }

  @Override
  public List<String> features() {
    return weights.keySet().stream().map(name -> name.split("=")[0]).distinct().toList();
  }

  @Override
  public double[] favourable(Frame rows) {
    double[] margin = new double[rows.rows()];
    Arrays.fill(margin, intercept);
    weights.forEach(
        (name, weight) -> {
          String[] parts = name.split("=");
          switch (rows.column(parts[0])) {
            case Frame.Numbers(double[] values) -> {
              for (int i = 0; i < margin.length; i++) {
                margin[i] += weight * values[i];
              }
            }
            case Frame.Texts(String[] values) -> {
              for (int i = 0; i < margin.length; i++) {
                margin[i] += parts[1].equals(values[i]) ? weight : 0;
              }
            }
          }
        });
    for (int i = 0; i < margin.length; i++) {
      margin[i] = 1 / (1 + Math.exp(-margin[i]));
    }
    return margin;
  }

  @Override
  public void close() {}
}
