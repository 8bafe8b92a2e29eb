package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import java.time.Duration;
import java.util.Map;

/**
 * The manifest of a made-up loan model, to stand beside {@code loans.csv}. What the tests vary is a
 * component, everything else stands in the text.
 *
 * @param name model and version
 * @param source the file with the data
 * @param useCase what it decides; its risk tier follows from it
 * @param mitigation what is done about the bias that was put in, or {@code none}
 * @param features columns left out of the model
 * @param rounds trees of the model
 * @param rollout how it gets its traffic
 * @param more further keys, as YAML without indentation
 */
public record LoanManifest(
    ReleaseName name,
    String source,
    String useCase,
    String mitigation,
    String features,
    int rounds,
    LoanRollout rollout,
    String more) {
  /** Where it is released to. */
  public static final String ENVIRONMENT = "production";

  /** A release that passes every gate. */
  public static LoanManifest of(String model, String version) {
    return new LoanManifest(
        new ReleaseName(model, version),
        "loans.csv",
        "creditworthiness",
        "reweighing, attribute: age",
        "[age, sex, cash_flow_score]",
        60,
        LoanRollout.embedded(),
        "");
  }

  /** The same without any mitigation: the audit stops it. */
  public LoanManifest unmitigated() {
    return new LoanManifest(name, source, useCase, "none", features, rounds, rollout, more);
  }

  /** The same, resting on a field that callers with the old form don't send. */
  public LoanManifest withNewField() {
    return new LoanManifest(name, source, useCase, mitigation, "[age, sex]", rounds, rollout, more);
  }

  /** The same from another file. */
  public LoanManifest from(String file) {
    return new LoanManifest(name, file, useCase, mitigation, features, rounds, rollout, more);
  }

  /** The same for a use case that Union law sees no risk in: one seat signs. */
  public LoanManifest ofLittleRisk() {
    return new LoanManifest(name, source, "other", mitigation, features, rounds, rollout, more);
  }

  /** The same with another number of trees, so that it is another model. */
  public LoanManifest withRounds(int other) {
    return new LoanManifest(name, source, useCase, mitigation, features, other, rollout, more);
  }

  /** The same, rolled out otherwise. */
  public LoanManifest rolledOut(LoanRollout otherwise) {
    return new LoanManifest(name, source, useCase, mitigation, features, rounds, otherwise, more);
  }

  /** The same with live checks of its own in the second step. */
  public LoanManifest analysing(String checks) {
    return rolledOut(rollout.analysing(checks));
  }

  /** The same with other bakes. */
  public LoanManifest baking(Duration each) {
    return rolledOut(rollout.baking(each));
  }

  /** The same under another lease. */
  public LoanManifest leasedFor(Duration time) {
    return rolledOut(rollout.leasedFor(time));
  }

  /** The same with a board that is asked before the data is used. */
  public LoanManifest withDataBoard() {
    return with(
        "approvals: [{seat: data-protection, board: data, people: [dana@bank.example], deadline:"
            + " 1d}]\n");
  }

  /** The same with further keys. */
  public LoanManifest with(String yaml) {
    return new LoanManifest(
        name, source, useCase, mitigation, features, rounds, rollout, more + yaml);
  }

  /** One application as callers send it. */
  public static Map<String, Object> row() {
    return Map.of(
        "income",
        40.0,
        "debt_share",
        0.2,
        "amount",
        9.0,
        "savings",
        4.0,
        "years_at_job",
        4,
        "late_payments",
        0,
        "housing",
        "owns",
        "purpose",
        "car");
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
      useCase: %8$s
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
      xgboost: {rounds: %5$s, maxDepth: 3, learningRate: 0.1, seed: 1}
    fallback: {name: a clerk decides}
    rollout:
    %6$s\
    """
            .formatted(
                name.model(),
                name.version(),
                features,
                mitigation,
                rounds,
                rollout.text(),
                source,
                useCase)
        + more;
  }
}
