package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.fixture.Borrowers;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every task leaves the pictures of what it measures. */
class EvaluationPlotsTest {
  @TempDir Path folder;

  /** The pictures by name, in their order. */
  private Map<String, String> plots(Manifests manifest) {
    try (Contexts contexts = Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
      GateResult result = new EvaluationGate().run(contexts.build());
      EvidenceStore evidence = contexts.evidence();
      Map<String, String> plots = new LinkedHashMap<>();
      for (EvidenceRef ref : result.artifacts()) {
        if (ref.name().endsWith(".svg")) {
          plots.put(ref.name(), new String(evidence.get(ref.digest()), StandardCharsets.UTF_8));
        }
      }
      return plots;
    }
  }

  /** Women are predicted 100 too little, men what comes on average. */
  private Manifests amounts(int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder csv = new StringBuilder("amount,said,sex,x\n");
    for (int row = 0; row < rows; row++) {
      boolean woman = random.nextInt(4) == 0;
      double said = 1000 + 300 * random.nextGaussian();
      double amount = said + (woman ? 100 : 0) + 50 * random.nextGaussian();
      csv.append(amount).append(',').append(said).append(woman ? ",f," : ",m,");
      csv.append(row).append('\n');
    }
    Files.writeString(folder.resolve("loans.csv"), csv);
    return Manifests.over("loans.csv", "amount", ">=1000", Task.REGRESSION)
        .predictions(new PredictionsSpec("said", null));
  }

  @Test
  void numbersHaveResidualsPredictionsAndTheCurvesOfTheirRanks() throws IOException {
    Map<String, String> plots = plots(amounts(2000).protect("sex", "sex", "m"));
    assertThat(plots)
        .containsOnlyKeys(
            "evaluation-disparate-impact.svg",
            "evaluation-confusion-sex.svg",
            "evaluation-roc-sex.svg",
            "evaluation-precision-recall-sex.svg",
            "evaluation-residuals-sex.svg",
            "evaluation-predicted-actual-sex.svg");
    assertThat(plots.get("evaluation-residuals-sex.svg"))
        .contains(">all rows<", ">m<", ">f<", ">mean 1", ">label − prediction<");
    assertThat(plots.get("evaluation-roc-sex.svg"))
        .contains("ROC by sex: favourable numbers against the others");
  }

  @Test
  void withoutProtectedAttributesAllRowsAreDrawn() throws IOException {
    assertThat(plots(amounts(300)))
        .containsOnlyKeys(
            "evaluation-disparate-impact.svg",
            "evaluation-confusion.svg",
            "evaluation-roc.svg",
            "evaluation-precision-recall.svg",
            "evaluation-residuals.svg",
            "evaluation-predicted-actual.svg");
  }

  @Test
  void attributesInAnyScriptHavePicturesOfTheirOwn() throws IOException {
    Manifests japanese =
        amounts(300)
            .protect("性別", "sex", "m")
            .protectBanded("年齢", "x", ">150", Use.FEATURE, "<=150", ">150");
    Map<String, String> plots = plots(japanese);
    assertThat(plots.keySet())
        .hasSize(1 + 5 + 5 + 1)
        .allMatch(name -> name.matches("evaluation-[a-z0-9-]+\\.svg"));
    assertThat(plots.values())
        .anyMatch(svg -> svg.contains("ROC by 性別"))
        .anyMatch(svg -> svg.contains("ROC by 年齢"));
  }

  @Test
  void aPictureDoesNotGrowWithTheRows() throws IOException {
    Map<String, String> few = plots(amounts(3_000).protect("sex", "sex", "m"));
    Map<String, String> many = plots(amounts(60_000).protect("sex", "sex", "m"));
    many.forEach(
        (name, svg) -> assertThat(svg.length()).as(name).isLessThan(3 * few.get(name).length()));
    assertThat(many.get("evaluation-residuals-sex.svg").length()).isLessThan(150_000);
  }

  @Test
  void oneRowAGroupIsDrawnAsFarAsItGoes() throws IOException {
    Files.writeString(folder.resolve("loans.csv"), "amount,said,sex,x\n1,2,f,1\n3,3,m,2\n");
    Manifests two =
        Manifests.over("loans.csv", "amount", ">=2", Task.REGRESSION)
            .protect("sex", "sex", "m")
            .predictions(new PredictionsSpec("said", null));
    Map<String, String> plots = plots(two);
    assertThat(plots.get("evaluation-residuals-sex.svg")).contains(">mean -1<");
    assertThat(plots.get("evaluation-predicted-actual-sex.svg"))
        .contains(">R² needs two different labels<");
  }

  @Test
  void classesHaveATableOfAllOfThemByGroup() {
    Borrowers.write(folder);
    Manifests classes =
        Manifests.over("borrowers.csv", "grade", "a", Task.MULTI_CLASS)
            .protect("sex", "sex", "m")
            .predictions(new PredictionsSpec("grade", null));
    Map<String, String> plots = plots(classes);
    assertThat(plots)
        .containsOnlyKeys(
            "evaluation-disparate-impact.svg",
            "evaluation-confusion-sex.svg",
            "evaluation-classes-sex.svg");
    assertThat(plots.get("evaluation-classes-sex.svg"))
        .contains(">a<", ">b<", ">c<", ">100.0 %<", ">predicted<");
  }

  @Test
  void ofVeryManyClassesThoseThatMostRowsHaveAreDrawn() throws IOException {
    StringBuilder csv = new StringBuilder("grade,said,sex,x\n");
    for (int of = 1; of <= 20; of++) {
      for (int row = 0; row < of; row++) {
        String sex = row % 2 == 0 ? "m" : "f";
        csv.append("g%d,g%d,%s,%d\n".formatted(of, row == 0 ? 1 : of, sex, row));
      }
    }
    Files.writeString(folder.resolve("grades.csv"), csv);
    Manifests classes =
        Manifests.over("grades.csv", "grade", "g20", Task.MULTI_CLASS)
            .protect("sex", "sex", "m")
            .predictions(new PredictionsSpec("said", null));
    assertThat(plots(classes).get("evaluation-classes-sex.svg"))
        .contains(">g20<", ">g9<", ">others<")
        .doesNotContain(">g8<", ">g1<");
  }
}
