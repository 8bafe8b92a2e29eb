package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.PythonOracle;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.Tool;
import java.nio.file.Path;
import java.util.List;
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
    LocalCheck.Outcome outcome =
        here().asking("127.0.0.1").check(manifest(), "evaluation", "explainability");

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
    LocalCheck.Outcome outcome =
        here()
            .asking("127.0.0.1")
            .check(manifest().replace("evaluation: 0.5", "evaluation: 0.03"), "adversarial");

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
    LocalCheck.Outcome outcome = here().check(manifest(), "evaluation");

    assertThat(outcome.report()).isNull();
    assertThat(outcome.problems()).hasSize(1);
    assertThat(outcome.problems().getFirst().toString())
        .contains("model.uri")
        .contains("may not ask 127.0.0.1");
  }

  private static CheckFixture here() {
    return new CheckFixture(folder);
  }

  private static String manifest() {
    return MANIFEST.formatted(server.url());
  }

  private static Check check(List<GateResult> gates, String id) {
    return gates.stream()
        .flatMap(gate -> gate.checks().stream())
        .filter(found -> found.check().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
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
