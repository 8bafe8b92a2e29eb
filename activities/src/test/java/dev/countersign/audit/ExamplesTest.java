package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.DatasetFacts;
import dev.countersign.data.Datasets;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataNeeds;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.mitigation.MitigationGate;
import dev.countersign.policy.EffectivePolicy;
import dev.countersign.policy.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example manifests beside the checkout, audited under the floors as they are. */
class ExamplesTest {

  /** What both gates found. */
  private record Found(GateResult audit, GateResult mitigation) {}

  @Test
  void germanCreditIsJudgedOnItsTrainingRows() throws IOException {
    Optional<Found> found = run("german-credit.yaml");
    if (found.isPresent()) {
      GateResult audit = found.get().audit();
      Check age = AuditRun.check(audit, "disparate-impact", "age", "<=25");
      assertThat(age.reference()).isEqualTo(">25");
      assertThat(age.convention()).isEqualTo("P(favourable | group) / P(favourable | reference)");
      assertThat(found.get().mitigation().weights()).hasSize(4);
      assertThat(MitigationRule.effectiveAudit(audit, found.get().mitigation()).verdict())
          .isLessThanOrEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void aGivenAwayAttributeStopsTheModelsThatUseIt() throws IOException {
    for (String name :
        List.of("german-pipeline-onnx.yaml", "german-xgboost.yaml", "german-forest-onnx.yaml")) {
      Optional<Found> found = run(name);
      if (found.isPresent()) {
        Check sex = AuditRun.check(found.get().audit(), "proxy-auc", "sex", "female");
        assertThat(sex.verdict()).as(name).isEqualTo(Verdict.FAIL);
        assertThat(sex.note()).contains("personal_status_sex");
      }
    }
  }

  private static Optional<Found> run(String example) throws IOException {
    Optional<Path> file = SharedFiles.find("examples/" + example);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    ManifestReading reading = ManifestReader.read(Files.readString(file.get()));
    ReleaseManifest read = reading.manifest();
    assertThat(read).as(String.valueOf(reading.problems())).isNotNull();
    DataSpec spec = read.data();
    DataSources sources = DataSources.resolve(spec, file.get().toAbsolutePath().getParent());
    Preflight preflight =
        Preflight.of(
            reading, List.of(), DatasetFacts.of(sources, DataNeeds.of(reading).valuesOf()));
    assertThat(preflight.problems()).isEmpty();
    ReleaseManifest manifest = preflight.manifest();
    EffectivePolicy policy = preflight.policy();
    try (Dataset data = Datasets.open(manifest, sources)) {
      GateResult audit = new AuditGate().run(AuditRun.context(manifest, policy, data, List.of()));
      GateResult mitigation =
          new MitigationGate().run(AuditRun.context(manifest, policy, data, List.of(audit)));
      return Optional.of(new Found(audit, mitigation));
    }
  }
}
