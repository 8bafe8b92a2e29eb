package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.audit.AuditRun;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.mitigation.ReweighingTest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermittedAlternativesTest {
  @TempDir Path folder;

  @Test
  void aColumnThatWasAFeatureBesideTheOneItReplacesIsLearntFromWithNothingDoneToo()
      throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("postcode,region,sex,ok\n");
    for (int i = 0; i < 600; i++) {
      boolean woman = i % 2 == 0;
      int region = random.nextInt(2);
      csv.append(random.nextInt(5) + (woman ? 0 : 3)).append(',').append(region);
      csv.append(woman ? ",f," : ",m,");
      csv.append(region == 1 != (random.nextInt(10) == 0) ? "yes\n" : "no\n");
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    for (Manifests manifest :
        new Manifests[] {
          Manifests.over("rows.csv", "ok", "yes").include("postcode", "region"),
          Manifests.over("rows.csv", "ok", "yes")
        }) {
      Check cost = costOfReplacing(manifest, file);
      assertThat(cost.value()).isCloseTo(0, within(0.03));
    }
  }

  private static Check costOfReplacing(Manifests manifest, Path file) {
    ReleaseManifest replaced = manifest.protect("sex", "sex", "m").mitigate(replacing()).build();
    Run run = Run.of(replaced, file, TestPolicies.empty().build());
    return AuditRun.check(run.mitigation(), "accuracy-cost", "sex", null);
  }

  @Test
  void aColumnThatWasNoFeatureIsNotLearntFromWithNothingDone() throws IOException {
    StringBuilder csv = new StringBuilder("postcode,region,sex,ok\n");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 600; i++) {
      int region = random.nextInt(2);
      csv.append(random.nextInt(5)).append(',').append(region);
      csv.append(i % 2 == 0 ? ",f," : ",m,").append(region == 1 ? "yes\n" : "no\n");
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    for (Manifests manifest :
        new Manifests[] {
          Manifests.over("rows.csv", "ok", "yes").include("postcode"),
          Manifests.over("rows.csv", "ok", "yes").exclude("region")
        }) {
      Check cost = costOfReplacing(manifest, file);
      assertThat(cost.value()).isLessThan(-0.3);
    }
  }

  @Test
  void groupsOfAFewPeopleAreNamedAndNotCompared() throws IOException {
    Check found = alternativesWith(3, 300);
    assertThat(found.value()).isNotNull();
    assertThat(found.note())
        .contains("largest difference of rates 0.0", "Not compared, with fewer than 20 rows: n.");
  }

  @Test
  void twoGroupsOfWhichOneIsTooSmallGiveNothingToCompare() throws IOException {
    Check found = alternativesWith(3, 0);
    assertThat(found.value()).isNull();
    assertThat(found.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(found.note()).contains("fewer than two groups have 20 of the rows drawn");
  }

  /** Favoured as often in b as in w, as often as x says, and never among the few in n. */
  private Check alternativesWith(int few, int others) throws IOException {
    StringBuilder csv = new StringBuilder("x,race,ok\n");
    for (int i = 0; i < 300; i++) {
      csv.append(i % 4).append(",w,").append(i % 4 < 2 ? "yes\n" : "no\n");
    }
    for (int i = 0; i < others; i++) {
      csv.append(i % 4).append(",b,").append(i % 4 < 2 ? "yes\n" : "no\n");
    }
    csv.append("3,n,no\n".repeat(few));
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    return AuditRun.check(
        Run.of(
                Manifests.over("rows.csv", "ok", "yes")
                    .protect("race", "race", "w")
                    .mitigate(MitigationSpec.of(Method.REWEIGHING, "race"))
                    .build(),
                file,
                TestPolicies.empty()
                    .block("mitigation", "less-discriminatory-alternatives", null, 0.0)
                    .build())
            .mitigation(),
        "less-discriminatory-alternatives",
        "race",
        null);
  }

  private static MitigationSpec replacing() {
    return new MitigationSpec(
        Method.FEATURE_REPLACEMENT,
        "sex",
        null,
        null,
        null,
        null,
        null,
        Map.of("postcode", "region"),
        null);
  }
}
