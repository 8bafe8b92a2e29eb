package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network trained here and now, whose gradients another program writes out and integrates. */
class IntegratedGradientsIT {
  @TempDir Path folder;

  @Test
  void finiteDifferencesMeetTheWrittenOutGradients() throws Exception {
    PythonOracle.run("network_gradients.py", folder, folder.toString());
    Frame rows = German.csv(folder.resolve("rows.csv"), name -> true);
    Frame background = German.csv(folder.resolve("background.csv"), name -> true);
    Frame expected = German.csv(folder.resolve("gradients.csv"), name -> true);
    try (Scorer network =
        Models.open(folder.resolve("network.onnx"), Format.ONNX, rows.names(), 1)) {
      Attributions found = new IntegratedGradients(network, background).explain(rows);

      double[] answers = network.favourable(rows);
      for (int row = 0; row < rows.rows(); row++) {
        assertThat(found.base()).isCloseTo(expected.numbers("base")[row], offset(1e-5));
        assertThat(found.total(row)).isCloseTo(answers[row], offset(2e-4));
        for (int column = 0; column < rows.names().size(); column++) {
          assertThat(found.value(row, column))
              .as("row %d, %s", row, rows.names().get(column))
              .isCloseTo(expected.numbers(rows.names().get(column))[row], offset(2e-3));
        }
      }
    }
  }
}
