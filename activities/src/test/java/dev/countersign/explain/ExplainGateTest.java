package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.audit.AuditGate;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.manifest.TrainingSpec.XgBoost;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import dev.countersign.training.XgBoostTraining;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainGateTest {
  @TempDir Path folder;

  @Test
  void aTrainedModelIsExplainedCheckedAndDrawn() throws Exception {
    ReleaseManifest manifest = applications(new Split.Hashed(0.4, null, 3, null));
    try (Dataset data = Datasets.open(manifest, folder);
        Scorer model = trained(data)) {
      GateResult result = run(manifest, data, model, null, List.of(audited(manifest, data)));

      Check additivity = only(result, "additivity-error", null);
      assertThat(additivity.verdict()).isEqualTo(Verdict.PASS);
      assertThat(additivity.value()).isLessThan(1e-6);
      assertThat(additivity.convention()).contains("path-dependent TreeSHAP");
      assertThat(only(result, "explanation-stability", null).value()).isBetween(0.5, 1.0);
      Check sex = only(result, "protected-attribution-share", "sex");
      assertThat(sex.note()).contains("Counted: sex, job;");
      assertThat(sex.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(sex.interval().contains(sex.value())).isTrue();
      Check age = only(result, "protected-attribution-share", "age");
      assertThat(age.note()).startsWith("Counted: age;");
      assertThat(only(result, "unused-features", null).note()).isEqualTo("Never used: constant.");
      assertThat(result.checks()).noneMatch(c -> c.check().equals("attribution-agreement"));
      assertArtifacts(result);
    }
  }

  @Test
  void withoutAnAuditProxiesAreUnknownAndTheShareIsNotMeasured() {
    ReleaseManifest manifest = applications(new Split.Hashed(0.4, null, 3, null));
    try (Dataset data = Datasets.open(manifest, folder);
        Scorer model = trained(data)) {
      GateResult result = run(manifest, data, model, model, List.of());

      Check sex = only(result, "protected-attribution-share", "sex");
      assertThat(sex.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(sex.value()).isNull();
      assertThat(sex.note()).contains("run data-audit first");
      assertThat(only(result, "attribution-agreement", null).value()).isEqualTo(1);
    }
  }

  /** Deviations are about 300, 144 and 14: what counts most for one counts least for the other. */
  @Test
  void anIncumbentThatRestsOnOtherColumnsIsSeenToDisagree() {
    ReleaseManifest manifest = applications(new Split.Hashed(0.4, null, 3, null));
    Scorer model = new LinearScorer(0, Map.of("income", 3e-3, "debt", -4e-3, "age", 0.01));
    Scorer incumbent = new LinearScorer(0, Map.of("income", 3e-4, "debt", -4e-3, "age", 0.1));
    try (Dataset data = Datasets.open(manifest, folder)) {
      GateResult result = run(manifest, data, model, incumbent, List.of());

      assertThat(only(result, "attribution-agreement", null).value())
          .isCloseTo(-1, Offset.offset(1e-9));
    }
  }

  @Test
  void withoutAModelNothingIsMeasuredAndNothingPasses() {
    ReleaseManifest manifest = applications(null);
    try (Dataset data = Datasets.open(manifest, folder)) {
      GateResult result = run(manifest, data, null, null, List.of());

      assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(result.checks()).hasSize(4).allMatch(c -> c.verdict() == Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void everyKindOfRealModelAddsUp() {
    for (String file :
        List.of(
            "xgboost.ubj",
            "lightgbm.txt",
            "sklearn-forest.onnx",
            "sklearn-forest-covers.onnx",
            "sklearn-pipeline-gradient-boosting.onnx")) {
      German german = German.find("explaining " + file).orElse(null);
      if (german == null) {
        return;
      }
      boolean pipeline = file.contains("pipeline");
      List<String> order = pipeline ? german.rawFeatures() : german.features();
      Manifests german70 =
          Manifests.over(
                  pipeline ? "data/german_credit.csv" : "models/german/features.csv",
                  "credit_risk",
                  "good")
              .split(new Split.Hashed(0.3, null, 7, null))
              .id("application_id")
              .protect("sex", "sex", "male")
              .include(order.toArray(String[]::new));
      ReleaseManifest manifest = german70.build();
      Format format =
          file.endsWith("onnx")
              ? Format.ONNX
              : file.endsWith("txt") ? Format.LIGHTGBM : Format.XGBOOST;
      try (Dataset data = Datasets.open(manifest, german.root());
          Scorer model = Models.open(german.model(file), format, order, 1)) {
        GateResult result = run(manifest, data, model, null, List.of());

        assertThat(only(result, "additivity-error", null).value()).as(file).isLessThan(1e-5);
        assertThat(only(result, "explanation-stability", null).value()).as(file).isGreaterThan(0.5);
      }
    }
  }

  private void assertArtifacts(GateResult result) throws Exception {
    List<String> names = result.artifacts().stream().map(EvidenceRef::name).toList();
    assertThat(names)
        .containsExactly(
            "explainability.json",
            "explainability-importance.svg",
            "explainability-beeswarm.svg",
            "explainability-dependence-1.svg",
            "explainability-dependence-2.svg",
            "explainability-dependence-3.svg",
            "explainability-dependence-4.svg",
            "explainability-groups-sex.svg",
            "explainability-groups-age.svg");
    FolderEvidenceStore store = new FolderEvidenceStore(folder.resolve("evidence"));
    for (EvidenceRef artifact : result.artifacts()) {
      Path file = store.path(artifact.digest());
      if (artifact.name().endsWith(".svg")) {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(Files.readString(file)).doesNotContain("href", "NaN", "L00");
      } else {
        JsonNode json = Json.mapper().readTree(Files.readAllBytes(file));
        assertThat(json.at("/space").asText()).isEqualTo("margin");
        assertThat(json.at("/importance/0/interval/method").asText()).contains("bootstrap");
        assertThat(json.at("/groups/sex/f/income").isNumber()).isTrue();
        assertThat(json.at("/pairs/0/value").asDouble())
            .isGreaterThanOrEqualTo(json.at("/pairs/1/value").asDouble())
            .isPositive();
      }
    }
  }

  private GateResult run(
      ReleaseManifest manifest,
      Dataset data,
      @Nullable Scorer model,
      @Nullable Scorer incumbent,
      List<GateResult> earlier) {
    return new ExplainGate().run(context(manifest, data, model, incumbent, earlier));
  }

  private GateContext context(
      ReleaseManifest manifest,
      Dataset data,
      @Nullable Scorer model,
      @Nullable Scorer incumbent,
      List<GateResult> earlier) {
    TestPolicies policy =
        TestPolicies.empty()
            .block("explainability", "additivity-error", null, 1e-3)
            .block("explainability", "explanation-stability", 0.3, null)
            .block("explainability", "protected-attribution-share", null, 0.1);
    return new GateContext(
        manifest,
        policy.build(),
        data,
        model,
        null,
        incumbent,
        earlier,
        new FolderEvidenceStore(folder.resolve("evidence")),
        Progress.SILENT);
  }

  private GateResult audited(ReleaseManifest manifest, Dataset data) {
    return new AuditGate().run(context(manifest, data, null, null, List.of()));
  }

  private static Check only(GateResult result, String check, @Nullable String attribute) {
    List<Check> found =
        result.checks().stream()
            .filter(c -> c.check().equals(check))
            .filter(c -> Optional.ofNullable(c.attribute()).equals(Optional.ofNullable(attribute)))
            .toList();
    assertThat(found).as(check).hasSize(1);
    return found.getFirst();
  }

  private Scorer trained(Dataset data) {
    Path file = folder.resolve("model.ubj");
    XgBoost spec = new XgBoost(40, 4, 0.2, null, null, null, null, 1L);
    double[] weights = new double[(int) data.count(RowSet.TRAIN)];
    java.util.Arrays.fill(weights, 1);
    XgBoostTraining.train(data, spec, weights, file, Progress.SILENT);
    return Models.open(file, Format.XGBOOST, data.features(), 1);
  }

  private ReleaseManifest applications(@Nullable Split split) {
    Random random = new Random(17);
    StringBuilder csv = new StringBuilder("id,income,debt,job,age,constant,sex,ok\n");
    for (int i = 0; i < 1200; i++) {
      boolean female = random.nextBoolean();
      String job = random.nextInt(20) == 0 ? "cook" : female ? "nurse" : "smith";
      double income = 900 + 300 * random.nextGaussian();
      int debt = random.nextInt(500);
      int age = 18 + random.nextInt(50);
      boolean ok = income - debt + 4 * age + (female ? 0 : 150) + 200 * random.nextGaussian() > 900;
      csv.append(
          "L%04d,%.1f,%d,%s,%d,1,%s,%s%n"
              .formatted(i, income, debt, job, age, female ? "f" : "m", ok ? "yes" : "no"));
    }
    try {
      Files.writeString(folder.resolve("a.csv"), csv, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Manifests.over("a.csv", "ok", "yes")
        .id("id")
        .split(split)
        .protect("sex", "sex", "m")
        .protectBanded("age", "age", ">30", Use.FEATURE, "<=30", ">30")
        .include("income", "debt", "job", "age", "constant")
        .build();
  }
}
