package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Oracle;
import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import java.util.List;

/** Asks a model about points by writing them as rows of its columns. */
record RowOracle(Scorer model, FeatureSchema schema, Frame row, double[] own) implements Oracle {
  @Override
  public double[] scores(List<double[]> points) {
    return model.favourable(schema.decode(row, own, points));
  }
}
