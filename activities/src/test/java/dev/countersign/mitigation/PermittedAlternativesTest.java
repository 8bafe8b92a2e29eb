package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.audit.AuditRun;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
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
      Check cost =
          AuditRun.check(
              Run.of(
                      manifest.protect("sex", "sex", "m").mitigate(replacing()).build(),
                      file,
                      TestPolicies.empty().build())
                  .mitigation(),
              "accuracy-cost",
              "sex",
              null);
      assertThat(cost.value()).isCloseTo(0, within(0.03));
    }
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
      Check cost =
          AuditRun.check(
              Run.of(
                      manifest.protect("sex", "sex", "m").mitigate(replacing()).build(),
                      file,
                      TestPolicies.empty().build())
                  .mitigation(),
              "accuracy-cost",
              "sex",
              null);
      assertThat(cost.value()).isLessThan(-0.3);
    }
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
