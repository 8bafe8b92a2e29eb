package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Progress;
import dev.countersign.http.AllowedHosts;
import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.Tool;
import dev.countersign.training.CommandTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates, explains and attacks a model that can only be called, served by MLflow. */
class EndpointReleaseIT {
  @TempDir static Path folder;
  private static RealServer server;

  @BeforeAll
  static void start() throws Exception {
    PythonOracle.run(Tool.MLFLOW_PYTHON, "scoring_model.py", folder, folder.toString(), "1");
    server = RealServers.mlflowScoring(folder.resolve("model"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void gatesWorkOnWhatCanOnlyBeCalled() {
    LocalCheck.Outcome outcome = check(Set.of("127.0.0.1"), "evaluation", "explainability");

    assertThat(outcome.problems()).isEmpty();
    List<GateResult> gates = outcome.report().gates();
    assertThat(check(gates, "roc-auc").value()).isBetween(0.7, 1.0);
    Check additivity = check(gates, "additivity-error");
    assertThat(additivity.value()).isLessThan(1e-9);
    assertThat(additivity.convention()).contains("KernelSHAP over 10 background rows");
    assertThat(check(gates, "surrogate-agreement").value()).isBetween(0.0, 1.0);
    assertThat(check(gates, "surrogate-agreement").note()).contains("LIME, 5000 neighbours a row");
    assertThat(check(gates, "explanation-stability").value()).isNotNull();
    assertThat(gates.stream().flatMap(gate -> gate.checks().stream()))
        .noneMatch(found -> found.check().equals("model-size-mb"));
  }

  @Test
  void attacksSpendTheLeastBudgetThatThePolicyAllowsOnWhatCanOnlyBeCalled() {
    LocalCheck.Outcome outcome = check(Set.of("127.0.0.1"), "adversarial");

    assertThat(outcome.problems()).isEmpty();
    List<GateResult> gates = outcome.report().gates();
    Check success = check(gates, "attack-success-rate");
    assertThat(success.value()).isBetween(0.0, 1.0);
    assertThat(success.n()).isPositive();
    assertThat(success.interval()).isNotNull();
    assertThat(check(gates, "robust-accuracy").note()).contains("600 questions a row");
    assertThat(check(gates, "empirical-robustness").value()).isPositive();
    assertThat(check(gates, "robust-accuracy").value()).isBetween(0.0, 1.0);
    assertThat(check(gates, "input-sanity").value()).isNotNull();
  }

  @Test
  void aHostNobodyAllowedIsAProblemOfTheManifestWithItsLine() {
    LocalCheck.Outcome outcome = check(Set.of(), "evaluation");

    assertThat(outcome.report()).isNull();
    assertThat(outcome.problems()).hasSize(1);
    assertThat(outcome.problems().getFirst().toString())
        .contains("model.uri")
        .contains("may not ask 127.0.0.1");
  }

  private static Check check(List<GateResult> gates, String id) {
    return gates.stream()
        .flatMap(gate -> gate.checks().stream())
        .filter(found -> found.check().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  private static LocalCheck.Outcome check(Set<String> hosts, String... gates) {
    var evidence = new FolderEvidenceStore(folder.resolve("evidence"));
    var inputs = new ReleaseInputs(evidence, new AllowedHosts(hosts));
    var registry = new ModelRegistry(new FolderStore(folder.resolve("registry")));
    return new LocalCheck(
            new Intake(Roots.anywhere()),
            new GateRunner(inputs, evidence, ReleaseGates.all()),
            new TrainingActivitiesImpl(inputs, evidence, new CommandTraining(Set.of())),
            new BroughtModels(Roots.anywhere(), registry, inputs, evidence))
        .check(
            MANIFEST.formatted(server.url()),
            folder.toUri().toString(),
            List.of(gates),
            Progress.SILENT,
            result -> {});
  }

  private static final String MANIFEST =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata: {model: loans, version: 1.0.0, owner: credit@example.org, submittedBy: ana@example.org, trainedBy: [ben@example.org]}
      intendedUse:
        decision: whether a loan is granted
        affected: applicants
        harm: no loan
        useCase: other
      data:
        source: loans.csv
        id: id
        split: {evaluation: 0.5, seed: 1}
        label: {column: paid, favourable: 'yes', provenance: outcome}
        protected: [{attribute: sex, column: sex, reference: m}]
        features: {include: [income, age, job]}
      model: {uri: '%s/invocations', format: mlflow-scoring}
      gates:
        explainability: {rows: 10, background: 10}
      """;
}
