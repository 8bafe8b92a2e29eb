package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.audit.AuditGate;
import dev.countersign.audit.AuditRun;
import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Verdict;
import dev.countersign.gate.Weight;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.policy.EffectivePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReweighingTest {
  private static final EffectivePolicy FOUR_FIFTHS =
      TestPolicies.empty().block("data-audit", "disparate-impact", 0.8, 1.25).build();

  @Test
  void germanCreditByAgeMeetsThePublishedWeights() {
    SharedFiles.find("data/german_credit.csv")
        .ifPresent(
            file -> {
              Run run = Run.of(Manifests.german().split(null).mitigate(by("age")).build(), file);
              assertThat(weights(run.mitigation))
                  .satisfies(
                      w -> {
                        assertThat(w.get(">25 good")).isCloseTo(.961017, within(1e-6));
                        assertThat(w.get(">25 bad")).isCloseTo(1.104545, within(1e-6));
                        assertThat(w.get("<=25 good")).isCloseTo(1.209091, within(1e-6));
                        assertThat(w.get("<=25 bad")).isCloseTo(.712500, within(1e-6));
                      })
                  .hasSize(4);
              Check after = AuditRun.check(run.mitigation, "disparate-impact", "age", "<=25");
              assertThat(after.value()).isCloseTo(1, within(1e-12));
              assertThat(after.verdict()).isEqualTo(Verdict.WARN);
              assertThat(after.note()).contains("Mitigated from 0.7948: weighted labels are even");
              assertThat(run.audit.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(MitigationRule.effectiveAudit(run.audit, run.mitigation).verdict())
                  .isEqualTo(Verdict.WARN);
            });
  }

  @Test
  void germanCreditBySexMeetsThePublishedWeights() {
    SharedFiles.find("data/german_credit.csv")
        .ifPresent(
            file ->
                assertThat(
                        weights(
                            Run.of(Manifests.german().split(null).mitigate(by("sex")).build(), file)
                                .mitigation))
                    .satisfies(
                        w -> {
                          assertThat(w.get("male good")).isCloseTo(.967936, within(1e-6));
                          assertThat(w.get("male bad")).isCloseTo(1.083770, within(1e-6));
                          assertThat(w.get("female good")).isCloseTo(1.079602, within(1e-6));
                          assertThat(w.get("female bad")).isCloseTo(.853211, within(1e-6));
                        }));
  }

  @Test
  void adultBySexMeetsThePublishedWeights() {
    SharedFiles.find("data/adult.csv")
        .ifPresent(
            file -> {
              ReleaseManifest manifest =
                  Manifests.over("adult.csv", "income", ">50K")
                      .protect("sex", "sex", "Male")
                      .include("education_num")
                      .mitigate(by("sex"))
                      .build();
              assertThat(weights(Run.of(manifest, file).mitigation))
                  .satisfies(
                      w -> {
                        assertThat(w.get("Male >50K")).isCloseTo(.787714, within(1e-6));
                        assertThat(w.get("Male <=50K")).isCloseTo(1.092621, within(1e-6));
                        assertThat(w.get("Female >50K")).isCloseTo(2.190192, within(1e-6));
                        assertThat(w.get("Female <=50K")).isCloseTo(.854021, within(1e-6));
                      });
            });
  }

  @Test
  void trainingRowsCountTheirWeights() {
    SharedFiles.find("data/german_credit.csv")
        .ifPresent(
            file -> {
              ReleaseManifest manifest = Manifests.german().mitigate(by("age", "sex")).build();
              Run run = Run.of(manifest, file);
              try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
                double[] weights = SampleWeights.of(data, RowSet.TRAIN, manifest, run.mitigation);
                boolean[] good = data.favourable(RowSet.TRAIN);
                for (var attribute : manifest.data().protectedAttributes()) {
                  List<String> groups = data.groups(RowSet.TRAIN, attribute);
                  Map<String, double[]> sums = new java.util.TreeMap<>();
                  for (int i = 0; i < weights.length; i++) {
                    double[] sum = sums.computeIfAbsent(groups.get(i), g -> new double[2]);
                    sum[0] += good[i] ? weights[i] : 0;
                    sum[1] += weights[i];
                  }
                  List<Double> rates = sums.values().stream().map(s -> s[0] / s[1]).toList();
                  assertThat(rates.get(0)).isCloseTo(rates.get(1), within(1e-12));
                }
              }
            });
  }

  private static Map<String, Double> weights(GateResult result) {
    return result.weights().stream()
        .collect(Collectors.toMap(w -> w.group() + " " + w.label(), Weight::weight));
  }

  static MitigationSpec by(String... attributes) {
    return MitigationSpec.of(Method.REWEIGHING, attributes);
  }

  record Run(GateResult audit, GateResult mitigation) {
    static Run of(ReleaseManifest manifest, Path file) {
      return of(manifest, file, FOUR_FIFTHS);
    }

    static Run of(ReleaseManifest manifest, Path file, EffectivePolicy policy) {
      try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
        GateResult audit = new AuditGate().run(AuditRun.context(manifest, policy, data, List.of()));
        GateResult mitigation =
            new MitigationGate().run(AuditRun.context(manifest, policy, data, List.of(audit)));
        return new Run(audit, mitigation);
      }
    }
  }
}
