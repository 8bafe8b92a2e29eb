package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.model.German;
import dev.countersign.model.Scorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lime itself says of the same model, rows and data, run here and now. */
class LimeIT {
  private static final int SEEDS = 12;

  @TempDir Path folder;

  /**
   * Both draw other neighbours with every seed, so their means over seeds are compared, within four
   * standard errors of the difference and a half percent for what is rounded alike in neither.
   */
  @Test
  void weightsInterceptAndFidelityAreLimes() throws Exception {
    PythonOracle.run("lime_tabular.py", folder, folder.toString());
    Frame data = German.csv(folder.resolve("data.csv"), name -> true);
    Frame rows = German.csv(folder.resolve("rows.csv"), name -> true);
    Frame lime = German.csv(folder.resolve("lime.csv"), name -> true);
    Scorer model = new ByRow(data.names(), LimeIT::probability);

    List<List<LocalSurrogate>> bySeed = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      bySeed.add(new LimeExplainer(model, data, seed).explain(rows));
    }

    String[] names = ((Frame.Texts) lime.column("name")).values();
    for (int line = 0; line < names.length; line++) {
      int row = (int) lime.numbers("row")[line];
      int column = data.names().indexOf(names[line]);
      boolean intercept = "intercept".equals(names[line]);
      double mean =
          bySeed.stream()
              .map(found -> found.get(row))
              .mapToDouble(
                  found ->
                      intercept
                          ? found.intercept()
                          : column < 0 ? found.fidelity() : found.weights()[column])
              .average()
              .orElseThrow();
      double error = lime.numbers("spread")[line] * Math.sqrt(2.0 / SEEDS);
      assertThat(mean)
          .as("row %d, %s", row, names[line])
          .isCloseTo(lime.numbers("mean")[line], offset(4 * error + 0.005));
    }
  }

  private static double probability(Frame rows, int row) {
    String job = ((Frame.Texts) rows.column("job")).values()[row];
    String region = ((Frame.Texts) rows.column("region")).values()[row];
    double margin =
        (rows.numbers("income")[row] - 1000) / 200
            - rows.numbers("debt")[row] / 150
            + 3 * rows.numbers("ratio")[row]
            + ("cook".equals(job) ? 1 : 0)
            - ("smith".equals(job) ? 0.5 : 0)
            - ("south".equals(region) ? 0.7 : 0);
    return 1 / (1 + Math.exp(-margin));
  }
}
