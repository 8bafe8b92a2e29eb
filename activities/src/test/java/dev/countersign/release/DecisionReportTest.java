package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.activity.ModelRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks of decisions of a model that was trained here on generated applications. */
class DecisionReportTest {
  @TempDir Path folder;

  @Test
  void saysWhyWhatWouldHaveToChangeAndWhoDecided() throws IOException {
    LocalCheck.Ready ready = ready();
    ModelRef model = ready.model();

    DecisionReport poor = DecisionReport.of(ready.document(), model, here().inputs(), "poor");
    assertThat(poor.inWords())
        .contains("Row poor is decided unfavourably")
        .containsPattern("Principal reasons against it:\\s+1. income is 150, lower than in \\d+ %")
        .containsPattern("It would be decided favourably if, all else the same, income were")
        .contains("Near the row a linear model says (LIME, 5000 neighbours, R² ")
        .contains("income <= ")
        .contains("Decided by loans 1.0.0 (" + model.digest() + ").")
        .doesNotContain("age were");
    assertThat(poor.otherwise().favourable()).isFalse();
    assertThat(poor.otherwise().score()).isGreaterThanOrEqualTo(poor.threshold());

    DecisionReport rich = DecisionReport.of(ready.document(), model, here().inputs(), "rich");
    assertThat(rich.inWords())
        .contains("Row rich is decided favourably")
        .containsPattern("What speaks for it:\\s+1. income is 1900, higher than in \\d+ %");
  }

  @Test
  void theSameQuestionHasTheSameAnswer() throws IOException {
    LocalCheck.Ready ready = ready();
    assertThat(
            DecisionReport.of(ready.document(), ready.model(), here().inputs(), "poor").inWords())
        .isEqualTo(
            DecisionReport.of(ready.document(), ready.model(), here().inputs(), "poor").inWords());
  }

  private LocalCheck.Ready ready() throws IOException {
    Files.writeString(folder.resolve("loans.csv"), loans());
    return here().ready(MANIFEST);
  }

  private CheckFixture here() {
    return new CheckFixture(folder);
  }

  private static String loans() {
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("id,income,debt,age,job,paid\n");
    csv.append("poor,150,40,33,cook,no\n").append("rich,1900,40,33,cook,yes\n");
    for (int i = 0; i < 600; i++) {
      int income = 100 + random.nextInt(1900);
      int debt = random.nextInt(400);
      boolean paid = income - debt > 700 + 100 * random.nextGaussian();
      csv.append(
          "r%d,%d,%d,%d,%s,%s\n"
              .formatted(
                  i,
                  income,
                  debt,
                  20 + random.nextInt(50),
                  random.nextBoolean() ? "cook" : "smith",
                  paid ? "yes" : "no"));
    }
    return csv.toString();
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
        split: {evaluation: 0.3, seed: 1}
        label: {column: paid, favourable: 'yes', provenance: outcome}
        protected: [{attribute: age, column: age, bands: ['<=40', '>40'], reference: '>40'}]
        features: {include: [income, debt, job]}
      training: {xgboost: {rounds: 20}}
      """;
}
