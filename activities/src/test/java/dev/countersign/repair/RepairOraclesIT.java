package dev.countersign.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AIF360's disparate-impact remover, asked live, where no value repeats: there both agree. */
class RepairOraclesIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5})
  void aifRepairsTheSameRowsAlike(double level) throws Exception {
    SplittableRandom random = new SplittableRandom(9);
    int rows = 800;
    double[] x = new double[rows];
    double[] z = new double[rows];
    List<@Nullable String> groups = new ArrayList<>();
    StringBuilder csv = new StringBuilder("group,x,z,label\n");
    for (int i = 0; i < rows; i++) {
      int group = i % 4 == 0 ? 0 : 1;
      x[i] = (float) (random.nextGaussian() * 10 + 5 * group);
      z[i] = (float) (Math.exp(random.nextGaussian()) * (group + 1));
      groups.add(String.valueOf(group));
      csv.append(group).append(',').append(x[i]).append(',').append(z[i]);
      csv.append(',').append(random.nextInt(2)).append('\n');
    }
    Path in = Files.writeString(folder.resolve("in.csv"), csv);
    Path out = folder.resolve("out.csv");
    PythonOracle.run(
        Tool.AUDIT_PYTHON,
        "repair.py",
        folder,
        in.toString(),
        out.toString(),
        String.valueOf(level));
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    columns.put("x", new Frame.Numbers(x));
    columns.put("z", new Frame.Numbers(z));
    Frame frame = new Frame(columns);
    Frame ours = Repair.learn(frame, groups, List.of(), level).apply(frame, groups);
    List<String> theirs = Files.readAllLines(out);
    for (int row = 0; row < rows; row++) {
      String[] cells = theirs.get(row + 1).split(",");
      assertThat(ours.numbers("x")[row]).isEqualTo(Double.parseDouble(cells[0]));
      assertThat(ours.numbers("z")[row]).isEqualTo(Double.parseDouble(cells[1]));
    }
    System.out.println(2 * rows + " repaired values are equal at level " + level);
  }
}
