package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import dev.countersign.testing.MadeUpBorrowers;
import java.nio.file.Path;
import java.util.Locale;

/** What a release learns of made-up borrowers, which is its task. */
enum Borrowers {
  /** The grade is learnt: a model of several classes, of which a is favourable. */
  GRADE(
      "{column: grade, favourable: a, provenance: outcome, task: multi-class, classes: [c, b, a]}",
      "limit"),
  /** The limit is learnt: a model of a number, of which 2000 and more is favourable. */
  LIMIT("{column: limit, favourable: \">=2000\", provenance: outcome, task: regression}", "grade");

  private static final int ROWS = 4_000;

  private final String label;
  private final String otherLabel;

  Borrowers(String label, String otherLabel) {
    this.label = label;
    this.otherLabel = otherLabel;
  }

  /** Writes {@code borrowers.csv}, the same every time. */
  static void write(Path folder) {
    MadeUpBorrowers.write(folder, ROWS);
  }

  /** The release that learns this label. */
  ReleaseName release() {
    return new ReleaseName("borrowers-" + name().toLowerCase(Locale.ROOT), "1");
  }

  /** The manifest, to stand beside {@code borrowers.csv}. */
  String manifest() {
    return """
    apiVersion: countersign.dev/v1
    kind: ModelRelease
    metadata:
      model: %s
      version: "%s"
      owner: lending-ml
      submittedBy: ci@bank.example
      trainedBy: [ada@bank.example]
    intendedUse:
      decision: Offer a customer terms.
      affected: People who ask for terms.
      harm: A customer is offered less than they can bear.
      useCase: other
      limitations: [The borrowers are made up.]
      outOfScope: [Business loans]
    data:
      source: borrowers.csv
      id: id
      split: {evaluation: 0.5, seed: 4}
      label: %s
      protected: [{attribute: sex, column: sex, reference: m, use: training}]
      features: {exclude: [sex, %s]}
      pii: [id]
    training: {xgboost: {rounds: 20, maxDepth: 3, seed: 1}}
    gates: {explainability: {rows: 40}}
    fallback: {name: a clerk decides}
    rollout:
    %s\
    """
        .formatted(
            release().model(),
            release().version(),
            label,
            otherLabel,
            LoanRollout.embedded().text());
  }
}
