package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import java.time.Duration;

/**
 * The manifest of a made-up loan model, to stand beside {@code loans.csv}. What the tests vary is a
 * component, everything else stands in the text.
 *
 * @param name model and version
 * @param source the file with the data
 * @param mitigation what is done about the bias that was put in, or {@code none}
 * @param features columns left out of the model
 * @param bake of every step
 * @param analysis live checks of the second step, as YAML; empty for the policy's
 * @param more further keys, as YAML without indentation
 */
public record LoanManifest(
    ReleaseName name,
    String source,
    String mitigation,
    String features,
    Duration bake,
    String analysis,
    String more) {
  /** Where it is released to. */
  public static final String ENVIRONMENT = "production";

  /** A release that passes every gate. */
  public static LoanManifest of(String model, String version) {
    return new LoanManifest(
        new ReleaseName(model, version),
        "loans.csv",
        "reweighing, attribute: age",
        "[age, sex, cash_flow_score]",
        Duration.ofSeconds(1),
        "",
        "");
  }

  /** The same without any mitigation: the audit stops it. */
  public LoanManifest unmitigated() {
    return new LoanManifest(name, source, "none", features, bake, analysis, more);
  }

  /** The same, resting on a field that callers with the old form don't send. */
  public LoanManifest withNewField() {
    return new LoanManifest(name, source, mitigation, "[age, sex]", bake, analysis, more);
  }

  /** The same from another file. */
  public LoanManifest from(String file) {
    return new LoanManifest(name, file, mitigation, features, bake, analysis, more);
  }

  /** The same with live checks of its own in the second step. */
  public LoanManifest analysing(String checks) {
    return new LoanManifest(name, source, mitigation, features, bake, checks, more);
  }

  /** The same with other bakes. */
  public LoanManifest baking(Duration each) {
    return new LoanManifest(name, source, mitigation, features, each, analysis, more);
  }

  /** The same with a board that is asked before the data is used. */
  public LoanManifest withDataBoard() {
    return with(
        "approvals: [{seat: data-protection, board: data, people: [dana@bank.example], deadline:"
            + " 1d}]\n");
  }

  /** The same with further keys. */
  public LoanManifest with(String yaml) {
    return new LoanManifest(name, source, mitigation, features, bake, analysis, more + yaml);
  }

  /** The YAML. */
  String text() {
    return """
    apiVersion: countersign.dev/v1
    kind: ModelRelease
    metadata:
      model: %1$s
      version: "%2$s"
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
      source: %7$s
      split: {evaluation: 0.3, seed: 1}
      id: application_id
      label: {column: decision, favourable: accepted, provenance: human-decision}
      protected:
        - {attribute: age, column: age, bands: ["<=25", ">25"], reference: ">25", use: training}
        - {attribute: sex, column: sex, reference: male}
      features: {exclude: %3$s}
      pii: [application_id]
    mitigation: {method: %4$s}
    training:
      xgboost: {rounds: 60, maxDepth: 3, learningRate: 0.1, seed: 1}
    fallback: {name: a clerk decides}
    rollout:
      environment: %5$s
      router: {embedded: {}}
      metrics: {embedded: {}}
      steps:
        - {audience: internal, weight: 0, bake: %6$s}
        - {weight: 5, bake: %6$s%8$s}
        - {weight: 25, bake: %6$s}
        - {weight: 50, bake: %6$s}
        - {weight: 100, bake: %6$s}
    """
            .formatted(
                name.model(),
                name.version(),
                features,
                mitigation,
                ENVIRONMENT,
                bake.toSeconds() + "s",
                source,
                analysis.isEmpty() ? "" : ", analysis: {checks: {" + analysis + "}}")
        + more;
  }
}
