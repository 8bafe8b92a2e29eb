package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.countersign.manifest.DataNeeds;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.Shared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PreflightTest {

  @TestFactory
  Iterable<DynamicTest> everyExampleKeepsToThePolicyOfItsTier() {
    return Shared.manifests("").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(preflight(file).problems()).isEmpty()))
        .toList();
  }

  @Test
  void allEightMistakesAreNamedAtOnce() {
    for (Path file : Shared.manifests("invalid")) {
      if (file.endsWith("many-mistakes.yaml")) {
        ManifestReading reading = ManifestReader.read(Shared.text(file));
        assertThat(DataNeeds.of(reading).valuesOf()).containsExactly("credit_risk", "sex");
        List<Problem> problems = Preflight.of(reading, List.of(), GermanCredit.facts()).problems();
        assertThat(problems)
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
  }

  private static Preflight preflight(Path file) {
    return Preflight.of(ManifestReader.read(Shared.text(file)), List.of(), null);
  }
}
