package dev.countersign.release;

import static dev.countersign.release.CheckFixture.gate;
import static dev.countersign.release.CheckFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.Borrowers;
import dev.countersign.gate.GateResult;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's program trains models of several classes and of numbers, with LightGBM. */
class CommandTasksIT {
  private static final String PROGRAM =
      """
      import os, sys
      import lightgbm, pandas
      rows = pandas.read_csv(os.environ["COUNTERSIGN_TRAIN"])
      label, classes = sys.argv[1], sys.argv[2:]
      target = rows[label].map(classes.index) if classes else rows[label]
      task = {"objective": "multiclass", "num_class": len(classes)} if classes else {"objective": "regression"}
      data = lightgbm.Dataset(rows[["income", "debt"]], target, weight=rows["sample_weight"])
      lightgbm.train(dict(task, verbosity=-1), data, 20).save_model(os.environ["COUNTERSIGN_MODEL"])
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeRowsAndProgram() throws IOException {
    Borrowers.write(folder);
    Files.writeString(folder.resolve("train.py"), PROGRAM);
  }

  @Test
  void itsModelOfClassesIsJudged() {
    GateResult evaluation = trained(Borrowers.GRADE, "grade, c, b, a");
    assertThat(value(evaluation, "accuracy", null)).isBetween(0.7, 0.95);
    assertThat(value(evaluation, "roc-auc", null)).isGreaterThan(0.85);
  }

  @Test
  void itsModelOfNumbersIsJudged() {
    assertThat(value(trained(Borrowers.LIMIT, "limit"), "r-squared", null)).isGreaterThan(0.6);
  }

  private GateResult trained(String label, String arguments) {
    String python = Tool.PYTHON.path().toString();
    String training =
        "training: {command: {run: [%s, %s, %s], format: lightgbm}}"
            .formatted(python, folder.resolve("train.py"), arguments);
    CheckFixture here = new CheckFixture(folder).allowing(python);
    return gate(here.report(Borrowers.manifest(label, training), "evaluation"), "evaluation");
  }
}
