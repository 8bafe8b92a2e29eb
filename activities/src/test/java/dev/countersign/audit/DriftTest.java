package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.Split;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of features that moved between training and evaluation rows. */
class DriftTest {
  private static final EffectivePolicy NONE_MAY_MOVE =
      TestPolicies.empty().block("data-audit", "drifted-columns", null, 0.0).build();

  @TempDir Path folder;

  private Path rows(int training, int evaluation, double shift, String town) throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    StringBuilder csv = new StringBuilder("part,sex,income,years,town,paid\n");
    for (int i = 0; i < training + evaluation; i++) {
      boolean train = i < training;
      csv.append(train ? "train" : "test").append(random.nextBoolean() ? ",f," : ",m,");
      csv.append(random.nextGaussian() + (train ? 0 : shift)).append(',');
      csv.append(random.nextInt(100) < 3 ? "" : random.nextInt(40)).append(',');
      csv.append(!train && random.nextInt(3) == 0 ? town : "town" + random.nextInt(5)).append(',');
      csv.append(random.nextInt(10) < 6 ? "yes\n" : "no\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static Manifests manifest() {
    return Manifests.over("rows.csv", "paid", "yes").protect("sex", "sex", "m");
  }

  private static Check drifted(Manifests manifest, Path file) {
    return AuditRun.check(
        AuditRun.of(manifest.build(), NONE_MAY_MOVE, file), "drifted-columns", null, null);
  }

  private static Manifests split() {
    return manifest().split(new Split.Column("part", "train", "test", null));
  }

  @Test
  void columnsThatMovedAreCountedAndNamedTheFarthestFirst() throws IOException {
    Check check = drifted(split(), rows(2000, 1000, 0.5, "elsewhere"));
    assertThat(check.value()).isEqualTo(2);
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.note())
        .containsSubsequence("Moved: ", "town ", "income ")
        .doesNotContain("years");
  }

  @Test
  void whatChanceMovesIsNotCounted() throws IOException {
    Check check = drifted(split(), rows(150, 60, 0, "town1"));
    assertThat(check.value()).isZero();
    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void missingValuesMoveAmongManyTextsToo() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder csv = new StringBuilder("part,sex,city,paid\n");
    for (int i = 0; i < 12_000; i++) {
      boolean train = i < 6000;
      boolean missing = random.nextInt(1000) < (train ? 1 : 100);
      csv.append(train ? "train" : "test").append(random.nextBoolean() ? ",f," : ",m,");
      csv.append(missing ? "" : "city" + random.nextInt(300)).append(',');
      csv.append(random.nextInt(10) < 6 ? "yes\n" : "no\n");
    }
    Check check = drifted(split(), Files.writeString(folder.resolve("rows.csv"), csv));
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.note()).contains("Moved: city ");
  }

  @Test
  void withoutASplitNothingIsSaidToStandStill() throws IOException {
    Check check = drifted(manifest(), rows(300, 0, 0, "town1"));
    assertThat(check.value()).isNull();
    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.note()).contains("There is no split");
  }
}
