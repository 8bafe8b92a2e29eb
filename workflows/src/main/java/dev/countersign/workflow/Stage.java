package dev.countersign.workflow;

import java.util.Locale;

/** The stages of a release, in order. */
public enum Stage {
  INTAKE("Validates the manifest, resolves the policy, digests data and model, freezes all of it."),
  DATA_BOARD("People confirm the use before the data is used."),
  DATA_AUDIT("Looks for bias, leakage and bad data before anything is trained."),
  MITIGATION("Does what the audit makes due about disparate impact."),
  TRAINING("Trains the model, unless the manifest brings one."),
  EVALUATION("Judges fairness first, then performance, by group and against the incumbent."),
  EXPLAINABILITY("Explains the model and checks that the explanation holds."),
  ADVERSARIAL("Attacks the model within its feature schema and a query budget."),
  MODEL_CARD("Writes the model card from the evidence."),
  REGISTRATION("Puts the version in the registry as challenger."),
  DEPLOYMENT_BOARD("People read the evidence and sign before any traffic."),
  SERVING_CHECK("The endpoint proves the model's digest and answers golden rows."),
  ROLLOUT("Traffic grows in steps under live metrics.");

  private final String purpose;

  Stage(String purpose) {
    this.purpose = purpose;
  }

  /** What the stage is for, in a sentence. */
  public String purpose() {
    return purpose;
  }

  /** Its id in search attributes, evidence and output, for example {@code data-audit}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name for people, for example {@code data audit}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
