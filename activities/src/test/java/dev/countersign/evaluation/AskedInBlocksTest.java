package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.fixture.Borrowers;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Models;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model asked about very many rows, block by block, is judged as if it had been asked at once.
 */
class AskedInBlocksTest {
  private static final String GATE = "evaluation";
  private static final long ALL = 1_000_000;
  private static final int SAMPLE = 400;

  /** What is measured of rows one by one, or moves a little where scores are counted in ranges. */
  private static final Set<String> APART =
      Set.of("latency-p95-ms", "roc-auc", "roc-auc-difference", "calibration-error");

  @TempDir Path folder;

  private GateResult run(Contexts contexts, long rowsInMemory) {
    return new EvaluationGate(rowsInMemory).run(contexts.build());
  }

  private static boolean isExact(Check check) {
    return !APART.contains(check.check()) && !isLoss(check);
  }

  private static boolean isLoss(Check check) {
    return check.check().endsWith("-drop");
  }

  private static void requireSame(GateResult blocks, GateResult atOnce) {
    SameFigures.require(blocks, atOnce, AskedInBlocksTest::isExact, 1e-9);
    SameFigures.require(
        blocks, atOnce, c -> APART.contains(c.check()) && !c.check().startsWith("latency"), 0.01);
    assertThat(blocks.checks()).anyMatch(c -> c.check().equals("latency-p95-ms"));
  }

  /** A loss on a sample is told to be one, and its interval agrees with all rows' value. */
  private static void requireSampled(GateResult blocks, GateResult atOnce, int losses) {
    List<Check> sampled = blocks.checks().stream().filter(AskedInBlocksTest::isLoss).toList();
    List<Check> whole = atOnce.checks().stream().filter(AskedInBlocksTest::isLoss).toList();
    assertThat(sampled).hasSameSizeAs(whole).hasSizeGreaterThan(losses);
    for (int i = 0; i < sampled.size(); i++) {
      assertThat(sampled.get(i).check()).isEqualTo(whole.get(i).check());
      assertThat(sampled.get(i).note())
          .contains("Compared on a sample of " + SAMPLE + " of ", " rows, drawn at random.");
      if (sampled.get(i).interval() != null) {
        assertThat(sampled.get(i).interval().contains(whole.get(i).value()))
            .as(sampled.get(i).check())
            .isTrue();
      }
    }
  }

  private Manifests loans() {
    Loans.write(folder, 4000, 1);
    return Loans.manifest().protectBanded("years", "years", ">5", Use.FEATURE, "<=5", ">5");
  }

  private Contexts open(ReleaseManifest manifest) {
    return Contexts.open(manifest, folder, folder.resolve("evidence"))
        .option(GATE, "performanceByGroup", "warn");
  }

  @Test
  void aModelOfTwoClassesAgainstWhatServesNow() {
    LinearScorer worse = new LinearScorer(-2.2, Map.of("income", 0.2, "years", 0.3));
    try (Contexts contexts = open(loans().build())) {
      contexts
          .model(worse)
          .incumbent(Loans.TRUTH)
          .bar(GATE, "accuracy", atMostWorseBy(0.02))
          .bar(GATE, "disparate-impact", atMostWorseBy(0.2))
          .option(GATE, "slices", Map.of("cars", Map.of("purpose", "car")))
          .option(GATE, "cases", Map.of("a woman", Map.of("like", "L6", "expect", "favourable")));
      GateResult atOnce = run(contexts, ALL);
      GateResult blocks = run(contexts, SAMPLE);
      requireSame(blocks, atOnce);
      requireSampled(blocks, atOnce, 8);
      assertThat(blocks.checks())
          .anyMatch(c -> c.check().equals("accuracy") && "cars".equals(c.group()))
          .anyMatch(c -> c.check().equals("case-outcome"));
    }
  }

  @Test
  void rowsJudgedByAModelAreThoseJudgedByPredictions() {
    Manifests manifest = loans();
    try (Contexts contexts = open(manifest.build()).model(Loans.TRUTH)) {
      assertThat(looks(run(contexts, SAMPLE))).isEqualTo(1);
    }
    try (Contexts contexts =
        open(manifest.predictions(new PredictionsSpec("paid", null)).build())) {
      assertThat(looks(run(contexts, SAMPLE))).isEqualTo(2);
      assertThat(looks(run(contexts, SAMPLE))).isEqualTo(2);
    }
  }

  private static double looks(GateResult result) {
    return EvaluationRun.check(result, "evaluation-reuse", null, null).value();
  }

  @Test
  void aGroupThatTheSampleHasNoRowOfIsComparedWithWhatServesNowAllTheSame() throws IOException {
    Manifests manifest = loans();
    moveToIsles(4);
    try (Contexts contexts = open(manifest.build())) {
      contexts
          .model(Loans.TRUTH)
          .incumbent(Loans.TRUTH)
          .bar(GATE, "disparate-impact", atMostWorseBy(0.2));
      GateResult atOnce = run(contexts, ALL);
      GateResult blocks = run(contexts, SAMPLE);
      requireSame(blocks, atOnce);
      requireSampled(blocks, atOnce, 8);
      assertThat(impactDrop(atOnce, "isles").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      Check isles = impactDrop(blocks, "isles");
      assertThat(isles.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(isles.note()).contains("The sample has no row of isles.");
      assertThat(impactDrop(blocks, "south").verdict()).isEqualTo(Verdict.PASS);
    }
  }

  /** Takes some people of the evaluation rows, but of no sample, to a region of their own. */
  private void moveToIsles(int people) throws IOException {
    Path file = folder.resolve("loans.csv");
    String csv = Files.readString(file);
    try (Contexts contexts = open(loans().build())) {
      Dataset data = contexts.build().data();
      List<String> unseen = new ArrayList<>(data.ids(data.judgedRows()));
      Frame sampled = data.sample(data.judgedRows(), List.of("id"), List.of(), SAMPLE, 1).columns();
      unseen.removeAll(List.of(((Frame.Texts) sampled.column("id")).values()));
      for (String id : unseen.subList(0, people)) {
        csv = csv.replaceAll("(?m)^(" + id + ",.*),(north|south|east),", "$1,isles,");
      }
    }
    Files.writeString(file, csv);
  }

  private static Check impactDrop(GateResult result, String group) {
    return result.checks().stream()
        .filter(c -> c.check().equals("disparate-impact-drop") && group.equals(c.group()))
        .filter(c -> "region".equals(c.attribute()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no disparate-impact-drop of " + group));
  }

  @Test
  void anIncumbentThatNeedsAnotherColumnIsToldOf() {
    LinearScorer stranger = new LinearScorer(0, Map.of("height", 1.0));
    try (Contexts contexts = open(loans().build())) {
      contexts.model(Loans.TRUTH).incumbent(stranger).bar(GATE, "accuracy", atMostWorseBy(0.02));
      GateResult atOnce = run(contexts, ALL);
      SameFigures.require(run(contexts, SAMPLE), atOnce, AskedInBlocksTest::isLoss, 0);
      assertThat(atOnce.checks().stream().filter(AskedInBlocksTest::isLoss))
          .singleElement()
          .matches(c -> c.note().contains("The incumbent can't be asked about these rows"));
    }
  }

  @Test
  void aModelOfNumbers() {
    requireSameOfBorrowers(Borrowers.LIMIT, 5);
  }

  @Test
  void aModelOfSeveralClasses() {
    requireSameOfBorrowers(Borrowers.GRADE, 4);
  }

  private void requireSameOfBorrowers(String label, int losses) {
    Borrowers.write(folder);
    try (Contexts contexts = open(Borrowers.read(label));
        Scorer good = borrowers(contexts, label, 25);
        Scorer poor = borrowers(contexts, label, 2)) {
      contexts.model(good).incumbent(poor);
      GateResult atOnce = run(contexts, ALL);
      GateResult blocks = run(contexts, SAMPLE);
      requireSame(blocks, atOnce);
      requireSampled(blocks, atOnce, losses - 1);
    }
  }

  private Scorer borrowers(Contexts contexts, String label, int rounds) {
    var data = contexts.build().data();
    Path file = Borrowers.train(label, folder.resolve(rounds + ".ubj"), rounds);
    return Models.open(
        file, Format.XGBOOST, data.features(), List.of(), Outputs.of(data.label(), 1));
  }

  private static CheckBar atMostWorseBy(@Nullable Double maxDrop) {
    return new CheckBar(null, null, maxDrop, Severity.BLOCK, DecideOn.ESTIMATE, "test");
  }
}
