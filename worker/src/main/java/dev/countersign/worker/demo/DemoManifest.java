package dev.countersign.worker.demo;

import dev.countersign.client.ReleaseName;

/**
 * The manifests of the demonstration: the release itself, and the version that serves before it.
 */
final class DemoManifest {
  static final ReleaseName RELEASE = new ReleaseName("loan-approval", "2026.11");
  static final String CHAMPION_VERSION = "2026.08";
  static final String ENVIRONMENT = "demo";

  private DemoManifest() {}

  /** The manifest of the release, to stand beside {@code loans.csv}. */
  static String of(Scenario scenario) {
    String mitigation = scenario == Scenario.BIASED ? "none" : "reweighing, attribute: age";
    String excluded =
        scenario == Scenario.REGRESSION ? "[age, sex]" : "[age, sex, cash_flow_score]";
    return text(
        RELEASE.version(), mitigation, excluded, "rounds: 120, maxDepth: 3, learningRate: 0.1");
  }

  /** The manifest of the version that serves when the demonstration begins. */
  static String ofChampion() {
    return text(
        CHAMPION_VERSION,
        "reweighing, attribute: age",
        "[age, sex, cash_flow_score]",
        "rounds: 40, maxDepth: 2, learningRate: 0.2");
  }

  private static String text(String version, String mitigation, String excluded, String trees) {
    return """
        # Written by `countersign demo`. Edit it and start it again: countersign check -f release.yaml
        apiVersion: countersign.dev/v1
        kind: ModelRelease
        metadata:
          model: %s
          version: "%s"
          owner: lending-ml
          submittedBy: ci@bank.example
          trainedBy: [ada@bank.example]
        intendedUse:
          decision: Accept an application for a consumer loan, or refer it to a person.
          affected: People who apply for a loan.
          harm: A wrong refusal denies credit; a wrong acceptance puts a household in debt.
          useCase: creditworthiness
          limitations: [The applications are made up, and a bias against the young was put in on purpose.]
          outOfScope: [Business loans]
        data:
          source: loans.csv
          split: {evaluation: 0.3, seed: 1}
          id: application_id
          label: {column: decision, favourable: accepted, provenance: human-decision}
          protected:
            - {attribute: age, column: age, bands: ["<=25", ">25"], reference: ">25", use: training}
            - {attribute: sex, column: sex, reference: male}
          features: {exclude: %s}
          pii: [application_id]
        mitigation: {method: %s}
        training:
          xgboost: {%s, seed: 1}
        fallback: {name: a clerk decides}
        rollout:
          environment: %s
          router: {embedded: {}}
          metrics: {embedded: {}}
          steps:
            - {audience: internal, weight: 0, bake: 2s}
            - {weight: 5, bake: 2s}
            - {weight: 25, bake: 2s}
            - {weight: 50, bake: 2s}
            - {weight: 100, bake: 2s}
        """
        .formatted(RELEASE.model(), version, excluded, mitigation, trees, ENVIRONMENT);
  }
}
