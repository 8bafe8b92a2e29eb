package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and classes counted where they are give what they give row by row. */
class CountedOutcomesTest {
  private static final String GATE = "evaluation";
  private static final List<String> BARRED =
      List.of(
          "mean-error-difference",
          "mean-prediction-difference",
          "class-recall-difference",
          "class-rate-difference",
          "mean-absolute-error",
          "balanced-accuracy");

  @TempDir Path folder;

  private GateResult run(Manifests manifest, long rowsInMemory) {
    try (Contexts contexts =
        Contexts.open(manifest.build(), folder, folder.resolve("evidence" + rowsInMemory))) {
      BARRED.forEach(check -> contexts.bar(GATE, check, -0.5, 0.5));
      contexts
          .option(GATE, "performanceByGroup", "warn")
          .option(
              GATE,
              "slices",
              Map.of("young", Map.of("age", Map.of("max", 30)), "nobody", Map.of("sex", "x")));
      return new EvaluationGate(rowsInMemory).run(contexts.build());
    }
  }

  private static boolean isRanked(Check check) {
    return check.check().equals("roc-auc");
  }

  private Manifests protect(Manifests manifest) {
    return protectAge(manifest.protect("sex", "sex", "m"));
  }

  private static Manifests protectAge(Manifests manifest) {
    return manifest.protectBanded("age", "age", ">40", Use.AUDIT, "<=40", ">40");
  }

  /** Limits of some hundred thousand, give or take a few: powers of such numbers drown sums. */
  private Manifests limits(double centre, double spread) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder csv = new StringBuilder("limit,said,sex,age,x\n");
    for (int i = 0; i < 3000; i++) {
      double limit = centre + spread * random.nextGaussian();
      boolean woman = random.nextInt(3) == 0;
      double said = limit + spread * ((woman ? -0.2 : 0.1) + 0.5 * random.nextGaussian());
      csv.append(limit).append(',').append(i == 77 ? limit + 900 * spread : said).append(',');
      csv.append(i % 500 == 9 ? "" : woman ? "f" : "m").append(',');
      csv.append(random.nextInt(18, 70)).append(',').append(i).append('\n');
    }
    Files.writeString(folder.resolve("limits.csv"), csv);
    String favourable = ">=" + (long) centre;
    return protect(Manifests.over("limits.csv", "limit", favourable, Task.REGRESSION))
        .predictions(new PredictionsSpec("said", null));
  }

  @Test
  void everyFigureOfNumbersIsTheSame() throws IOException {
    Manifests manifest = limits(2000, 500);
    GateResult rows = run(manifest, 1_000_000);
    GateResult counted = run(manifest, 100);
    SameFigures.require(counted, rows, check -> !isRanked(check), 1e-9);
    SameFigures.require(counted, rows, CountedOutcomesTest::isRanked, 1e-3);
    assertThat(rows.checks()).anyMatch(c -> c.check().equals("r-squared") && c.value() < 0.5);
    assertThat(counted.checks())
        .filteredOn(CountedOutcomesTest::isRanked)
        .filteredOn(c -> c.value() != null)
        .hasSizeGreaterThan(1)
        .allMatch(c -> c.note().contains("Scores were counted in ranges where the rows are"));
  }

  @Test
  void numbersFarFromZeroLoseNothing() throws IOException {
    Manifests manifest = limits(100_000_000, 3);
    SameFigures.require(
        run(manifest, 100), run(manifest, 1_000_000), check -> !isRanked(check), 1e-8);
  }

  @Test
  void aLabelFarOffLeavesRanksTheirRanges() throws IOException {
    Manifests manifest = limits(2000, 500);
    Path file = folder.resolve("limits.csv");
    Files.writeString(file, Files.readString(file) + "1e9,2100,m,30,1\n");
    GateResult rows = run(manifest, 1_000_000);
    assertThat(rows.checks()).anyMatch(c -> isRanked(c) && c.value() > 0.9);
    SameFigures.require(run(manifest, 100), rows, CountedOutcomesTest::isRanked, 1e-3);
  }

  @Test
  void aClassThatNobodyHasMayBePredictedWhereItIsNamed() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "y,p,x\na,a,1\nb,b,2\nc,d,3\nc,c,4\na,a,5\nb,a,6\n");
    Manifests manifest =
        Manifests.over("t.csv", "y", "a", Task.MULTI_CLASS, "a", "b", "c", "d")
            .predictions(new PredictionsSpec("p", null));
    try (Contexts contexts = open(manifest)) {
      GateResult counted = new EvaluationGate(1).run(contexts.build());
      GateResult rows = new EvaluationGate(100).run(contexts.build());
      SameFigures.require(counted, rows, 1e-12);
      assertThat(rows.checks())
          .anyMatch(c -> c.check().equals("accuracy") && Math.abs(c.value() - 4 / 6.0) < 1e-12);
    }
  }

  private Manifests grades(List<String> names, String favourable) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("grade,said,sex,age,x\n");
    for (int i = 0; i < 3000; i++) {
      String grade = names.get(random.nextInt(names.size()));
      boolean woman = random.nextBoolean();
      boolean wrong = random.nextDouble() < (woman ? 0.4 : 0.2);
      csv.append(grade).append(',');
      csv.append(wrong ? names.get(random.nextInt(names.size())) : grade).append(',');
      csv.append(woman ? "f" : "m").append(',').append(random.nextInt(18, 70));
      csv.append(',').append(i).append('\n');
    }
    Files.writeString(folder.resolve("grades.csv"), csv);
    return protect(Manifests.over("grades.csv", "grade", favourable, Task.MULTI_CLASS))
        .predictions(new PredictionsSpec("said", null));
  }

  @Test
  void everyFigureOfClassesIsTheSame() throws IOException {
    Manifests manifest = grades(List.of("a", "b", "c"), "c");
    GateResult rows = run(manifest, 1_000_000);
    SameFigures.require(run(manifest, 100), rows, 1e-9);
    assertThat(rows.checks())
        .anyMatch(c -> c.check().equals("class-recall-difference") && c.value() > 0.1)
        .anyMatch(c -> c.check().equals("f1") && "young".equals(c.group()));
  }

  @Test
  void classesMayBeNumbers() throws IOException {
    Manifests manifest = grades(List.of("1", "2", "10"), "10");
    SameFigures.require(run(manifest, 100), run(manifest, 1_000_000), 1e-9);
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "y,p,q,x\n1,1,a,1\n2,,b,2\n3,3,c,3\n");
    for (String column : List.of("p", "q")) {
      Manifests gap =
          Manifests.over("t.csv", "y", ">=2", Task.REGRESSION)
              .predictions(new PredictionsSpec(column, null));
      assertThatThrownBy(() -> new EvaluationGate(1).run(open(gap).build()))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              column.equals("p")
                  ? "predictions.column p: 1 of the rows evaluated hold no finite number"
                  : "predictions.column q holds texts, but data.label.task is regression");
    }
  }

  @Test
  void aSampleMayBeVerySmall() throws IOException {
    Files.writeString(
        folder.resolve("t.csv"), "y,p,age,x\n1,1,20,1\n2,2,50,2\n3,3,,3\n4,4,30,4\n5,5,60,5\n");
    Manifests few =
        protectAge(Manifests.over("t.csv", "y", ">=2", Task.REGRESSION))
            .predictions(new PredictionsSpec("p", null));
    for (int rows = 1; rows < 6; rows++) {
      try (Contexts contexts = open(few)) {
        assertThat(new EvaluationGate(rows).run(contexts.build()).checks()).isNotEmpty();
      }
    }
  }

  private Contexts open(Manifests manifest) {
    return Contexts.open(manifest.build(), folder, folder.resolve("evidence"));
  }
}
