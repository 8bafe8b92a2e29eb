package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Made-up people who are given a grade, one of three, and a limit, a number; neither rests on their
 * sex. What a release learns of them is its task.
 */
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
  static void write(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("id,income,debt,job,sex,grade,limit\n");
    for (int i = 0; i < ROWS; i++) {
      double income = 2500 + 600 * random.nextGaussian();
      double debt = 500 + 150 * random.nextGaussian();
      boolean cook = random.nextBoolean();
      double limit = 0.8 * income - debt + (cook ? 300 : 0) + 150 * random.nextGaussian() + 250;
      csv.append(
          "B%d,%.2f,%.2f,%s,%s,%s,%.2f\n"
              .formatted(
                  i,
                  income,
                  debt,
                  cook ? "cook" : "clerk",
                  random.nextBoolean() ? "f" : "m",
                  limit >= 2000 ? "a" : limit >= 1500 ? "b" : "c",
                  limit));
    }
    Files.writeString(folder.resolve("borrowers.csv"), csv);
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
