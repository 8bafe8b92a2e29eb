package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.TrainingSpec.XgBoost;
import dev.countersign.training.XgBoostTraining;
import dev.countersign.worker.commands.Shell.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} and {@code explain} of model files of several classes and of numbers. */
class CheckTasksTest {
  private static final String SIZE =
      "{column: size, favourable: large, provenance: outcome, task: multi-class, classes: [small,"
          + " middling, large]}";
  private static final String YIELD =
      "{column: yield, favourable: \"40..70\", provenance: outcome, task: regression}";

  @TempDir Path folder;

  @BeforeAll
  static void logAsCommandsDo() {
    Shell.logAsCommandsDo();
  }

  @BeforeEach
  void writeRows() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder csv = new StringBuilder("plot,rain,soil,region,size,yield\n");
    for (int i = 0; i < 900; i++) {
      double rain = 20 + 60 * random.nextDouble();
      boolean loam = random.nextBoolean();
      double yield = 0.8 * rain + (loam ? 15 : 0) + 4 * random.nextGaussian();
      String size = yield > 60 ? "large" : yield > 40 ? "middling" : "small";
      csv.append(
          "P%d,%.1f,%s,%s,%s,%.2f\n"
              .formatted(
                  i,
                  rain,
                  loam ? "loam" : "sand",
                  random.nextBoolean() ? "north" : "south",
                  size,
                  yield));
    }
    Files.writeString(folder.resolve("plots.csv"), csv);
  }

  @Test
  void aModelOfClassesIsChecked() throws IOException {
    Said said = run("check", "evaluation", "-f", manifest(SIZE, "yield"), "--json");
    assertThat(said.code()).as(said.toString()).isIn(0, 4);
    assertThat(value(said, "accuracy")).isGreaterThan(0.7);
    assertThat(value(said, "log-loss")).isLessThan(0.8);
    assertThat(value(said, "class-rate-difference")).isLessThan(0.3);

    Said why = run("explain", "-f", "release.yaml", "--row", "P3", "--json");
    assertThat(why.code()).as(why.toString()).isZero();
    assertThat(why.json().path("space").asText()).isEqualTo("probability");
    assertThat(why.json().path("prediction").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void aModelOfNumbersIsChecked() throws IOException {
    Said said = run("check", "evaluation", "-f", manifest(YIELD, "size"), "--json");
    assertThat(said.code()).as(said.toString()).isIn(0, 4);
    assertThat(value(said, "mean-absolute-error")).isLessThan(8);
    assertThat(value(said, "r-squared")).isGreaterThan(0.8);
    assertThat(value(said, "disparate-impact")).isBetween(0.5, 2.0);

    Said why = run("explain", "-f", "release.yaml", "--row", "P3", "--json");
    assertThat(why.code()).as(why.toString()).isZero();
    JsonNode explained = why.json();
    assertThat(explained.path("space").asText()).isEqualTo("amount");
    double sum = explained.path("base").asDouble();
    for (JsonNode contribution : explained.path("contributions")) {
      sum += contribution.path("contribution").asDouble();
    }
    assertThat(sum).isCloseTo(explained.path("prediction").asDouble(), within(1e-6));
  }

  private static double value(Said said, String check) {
    return StreamSupport.stream(said.json().at("/gates/0/checks").spliterator(), false)
        .filter(c -> c.path("check").asText().equals(check))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + check + " in " + said))
        .path("value")
        .asDouble();
  }

  private Said run(String... arguments) {
    return new Shell(folder, Map.of("HOME", folder.toString())).run(arguments);
  }

  /** Trains a model, and writes the manifest of a release that brings it. */
  private String manifest(String label, String other) throws IOException {
    String text =
        """
        apiVersion: countersign.dev/v1
        kind: ModelRelease
        metadata: {model: plots, version: "1", owner: farm, submittedBy: ci@x.example, trainedBy: [ada@x.example]}
        intendedUse: {decision: Plant, affected: Farmers, harm: Less income, useCase: forecasting}
        data:
          source: plots.csv
          id: plot
          split: {evaluation: 0.4, seed: 4}
          label: %s
          protected: [{attribute: region, column: region, reference: north}]
          features: {exclude: [region, %s]}
        """
            .formatted(label, other);
    ReleaseManifest manifest =
        Objects.requireNonNull(
            ManifestReader.read(text + "training: {xgboost: {rounds: 25}}\n").manifest());
    XgBoost spec = Objects.requireNonNull(Objects.requireNonNull(manifest.training()).xgboost());
    try (Dataset data = Datasets.open(manifest, folder)) {
      XgBoostTraining.train(data, spec, null, folder.resolve("plots.ubj"), Progress.SILENT);
    }
    String release = text + "model: {uri: plots.ubj, format: xgboost}\n";
    Files.writeString(folder.resolve("release.yaml"), release);
    return "release.yaml";
  }
}
