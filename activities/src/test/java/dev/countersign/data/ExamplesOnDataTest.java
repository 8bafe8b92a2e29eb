package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.fixture.SharedFiles;
import dev.countersign.manifest.DataNeeds;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Problem;
import dev.countersign.policy.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manifests held to the very data they name. */
class ExamplesOnDataTest {

  @Test
  void everyExampleFitsItsData() throws IOException {
    for (String name :
        List.of("german-credit", "german-xgboost", "german-pipeline-onnx", "adult-audit")) {
      var file = SharedFiles.find("examples/" + name + ".yaml");
      if (file.isPresent()) {
        assertThat(problems(file.get())).as(name).isEmpty();
      }
    }
  }

  @Test
  void theReferenceUnderAMisspeltKeyIsHeldToTheData() throws IOException {
    var file = SharedFiles.find("examples/invalid/many-mistakes.yaml");
    if (file.isPresent()) {
      assertThat(problems(file.get()))
          .extracting(Problem::line, Problem::path)
          .contains(
              tuple(8, "risk"),
              tuple(12, "data.label.provenance"),
              tuple(13, "data.protectd"),
              tuple(14, "data.protectd[0].reference"),
              tuple(17, "training.xgboost.rounds"),
              tuple(19, "gates.data-audit.checks.disparate-impact.min"),
              tuple(21, "approvals[0].people[0]"),
              tuple(26, "rollout.steps[1].weight"));
    }
  }

  private static List<Problem> problems(Path file) throws IOException {
    ManifestReading reading = ManifestReader.read(Files.readString(file));
    String source = reading.draft().at("data", "source").text().orElseThrow();
    Path data = file.resolveSibling(source).normalize();
    return Preflight.of(reading, List.of(), DatasetFacts.of(data, DataNeeds.of(reading).valuesOf()))
        .problems();
  }
}
