package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.fixture.PythonOracle;
import dev.countersign.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that DVC itself recorded, here and now. */
class DvcIT {
  @TempDir Path folder;

  @Test
  void whatDvcRecordedIsKnownAgainAndWhatChangedIsNot() throws Exception {
    Path data = Files.writeString(folder.resolve("rows.csv"), "a,y\n1,1\n2,0\n");
    Path lines = Files.writeString(folder.resolve("lines.csv"), "a,y\r\n1,1\r\n2,0\r\n");
    PythonOracle.run(
        Tool.AUDIT_PYTHON, "dvc_add.py", folder, folder.toString(), "rows.csv", "lines.csv");
    assertThat(folder.resolve("rows.csv.dvc")).isRegularFile();
    assertThat(DvcFile.target(folder.resolve("rows.csv.dvc"))).isEqualTo(data);
    assertThat(Lineage.of(List.of(data, lines)))
        .allSatisfy(source -> assertThat(source.dvc()).matches("[0-9a-f]{32}"));
    Files.delete(data);
    Files.writeString(data, "a,y\n1,1\n2,1\n");
    assertThatThrownBy(() -> Lineage.of(List.of(data)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not what rows.csv.dvc says");
  }
}
