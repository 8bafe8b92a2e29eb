package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences of base rates among people of the same profession. */
class ConditionalFiguresTest {
  @TempDir Path folder;

  @Test
  void groupsThatHardlyMeetInAnyStratumAreInconclusive() throws IOException {
    Check check = disparity(write(1000, 1, 1, 1000));
    assertThat(check.value()).isZero();
    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.note()).contains("A truly equal group of this size");
  }

  @Test
  void groupsThatMeetInEveryStratumAreJudged() throws IOException {
    Check check = disparity(write(1000, 500, 500, 1000));
    assertThat(check.value()).isZero();
    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whatAnswersTheQuestionByItselfCannotBeConditionedOn() throws IOException {
    Path file = write(10, 10, 10, 10);
    assertThatThrownBy(() -> AuditRun.of(manifest().build(), given("paid"), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("conditionOn names paid, which is the label");
    assertThatThrownBy(() -> AuditRun.of(manifest().build(), given("sex"), file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("conditionOn names sex, which is protected");
  }

  private Check disparity(Path file) {
    return AuditRun.check(
        AuditRun.of(manifest().build(), given("work"), file),
        "conditional-label-disparity",
        "sex",
        "f");
  }

  private static EffectivePolicy given(String conditionOn) {
    return TestPolicies.empty()
        .block("data-audit", "conditional-label-disparity", -0.1, 0.1)
        .option("data-audit", "conditionOn", List.of(conditionOn))
        .build();
  }

  private static Manifests manifest() {
    return Manifests.over("rows.csv", "paid", "yes")
        .protect("sex", "sex", "m")
        .include("work", "age");
  }

  /** How many women and men of either profession; half of them are paid, or the only one. */
  private Path write(int nursesF, int nursesM, int pilotsF, int pilotsM) throws IOException {
    StringBuilder csv = new StringBuilder("work,sex,age,paid\n");
    append(csv, "nurse,f", nursesF);
    append(csv, "nurse,m", nursesM);
    append(csv, "pilot,f", pilotsF);
    append(csv, "pilot,m", pilotsM);
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static void append(StringBuilder csv, String who, int rows) {
    for (int i = 0; i < rows; i++) {
      csv.append(who).append(',').append(20 + i % 40);
      csv.append(i % 2 == 0 ? ",yes\n" : ",no\n");
    }
  }
}
