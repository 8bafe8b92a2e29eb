package dev.countersign.manifest;

/** Manifests the tests start from. */
public final class Manifests {
  private Manifests() {}

  /** Uses every key there is that can stand beside the others. */
  public static final String COMPLETE =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata:
        model: loans
        version: "2.0"
        owner: lending
        submittedBy: ci@bank.example
        trainedBy: [ada@bank.example]
        supersedes: "1.9"
      intendedUse:
        decision: Accept or refer an application.
        affected: Applicants.
        harm: A wrong refusal denies credit.
        useCase: creditworthiness
        limitations: [One region only]
        outOfScope: [Business loans]
      risk: high
      data:
        source: loans.csv
        split: {evaluation: 0.3, calibration: 0.2, seed: 7, group: household}
        id: application
        label: {column: repaid, favourable: good, provenance: human-decision}
        protected:
          - {attribute: sex, column: sex, reference: male, use: training}
          - attribute: age
            column: age
            bands: ["<=25", "26..60", ">60"]
            reference: 26..60
            use: decision
        features: {exclude: [sex, age]}
        pii: [name]
      mitigation: {method: threshold-optimisation, attribute: age, constraint: equal-opportunity}
      training:
        xgboost: {rounds: 50, maxDepth: 4, learningRate: 0.1, subsample: 0.8, seed: 1}
      incumbent: {uri: "models:/loans/1.9", format: xgboost, favourableIndex: 1}
      fallback: {name: manual review, description: Clerks decide., endpoint: "http://clerks.example"}
      policy: lending-policy.yaml
      gates:
        data-audit:
          checks:
            disparate-impact: {min: 0.85, decideOn: interval}
          warnAbove: 0.75
          conditionOn: [income]
        evaluation:
          checks:
            roc-auc: {min: 0.7, maxDrop: 0.02, severity: block}
        adversarial: {rows: 200, epsilon: 1.0, schema: {features: {income: {min: 0, max: 1.5}}}}
      approvals:
        - {seat: data-protection, people: [dpo@bank.example], board: data, deadline: 2d}
        - {seat: legal, people: [kim@law.example]}
      rollout:
        environment: production
        onConflict: queue
        router: {haproxy: {socket: /run/haproxy.sock, servers: [a, b]}}
        metrics: {prometheus: {url: "http://metrics.example:9090"}}
        steps:
          - {audience: internal, weight: 0, bake: 30m}
          - {weight: 12.5, bake: 1h30m, analysis: {checks: {error-rate: {max: 0.01}}}}
          - {weight: 100, bake: 2h}
        freeze:
          - {from: 2026-12-23T00:00:00Z, until: 2027-01-02T00:00:00+01:00, reason: holidays}
      monitoring:
        rollbackWindow: 14d
        obligations:
          - metric: default rate
            max: 0.05
            due: 90d
            owner: lending
            consequence: back to the former champion
      communication: {notify: [risk@bank.example], affectedPeople: Letter with the decision.}
      recertification: {every: 365d, owner: lending}
      """;

  /** No more than has to be written. */
  public static final String MINIMAL =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata: {model: spam, version: v1, owner: mail, submittedBy: ci@x, trainedBy: [ada@x]}
      intendedUse: {decision: d, affected: a, harm: h, useCase: spam-filter}
      data:
        source: mail.csv
        label: {column: spam, favourable: no, provenance: outcome}
      """;
}
