package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.audit.AuditRun;
import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Weight;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.mitigation.ReweighingTest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWeightsTest {
  private static final int ROWS = 400;

  @TempDir Path folder;

  @Test
  void anyOfManyAttributesTakenTogetherWeighRows() throws IOException {
    Path file = fiveAttributes();
    ReleaseManifest manifest = weighing("a", "b", "c");
    Run run = run(manifest, file);
    assertThat(AuditRun.check(run.audit(), "disparate-impact", "a & b", "1 & 1").note())
        .contains("Of 5 protected attributes only pairs are looked at");
    assertThat(AuditRun.check(run.audit(), "disparate-impact", "a", "1").note())
        .doesNotContain("only pairs");
    GateResult mitigation = run.mitigation();
    assertThat(mitigation.weights())
        .hasSize(16)
        .extracting(Weight::attribute)
        .contains("a & b & c");
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      double[] weights = SampleWeights.of(data, RowSet.ALL, manifest, mitigation);
      assertThat(Arrays.stream(weights).sum()).isCloseTo(ROWS, within(1e-9));
      assertThat(Arrays.stream(weights).distinct().count()).isGreaterThan(8);
    }
  }

  @Test
  void weightsByOtherAttributesAreRefused() throws IOException {
    Path file = fiveAttributes();
    GateResult mitigation = mitigate(weighing("a", "b", "c"), file);
    ReleaseManifest other = weighing("a", "b");
    try (Dataset data = Datasets.open(other, new DataSources.Single(file))) {
      assertThatThrownBy(() -> SampleWeights.of(data, RowSet.ALL, other, mitigation))
          .hasMessage(
              "the mitigation gate's weights are by a & b & c, but the manifest's mitigation works"
                  + " on a, b: run the mitigation gate for this manifest");
    }
  }

  @Test
  void numbersOutsideTheFavourableRangeShareOneWeight() throws IOException {
    StringBuilder csv = new StringBuilder("x,sex,pay\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append(i % 7)
          .append(i % 2 == 0 ? ",f," : ",m,")
          .append(i % (i % 2 == 0 ? 4 : 3) == 0 ? 2000 + i : i)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    ReleaseManifest manifest =
        Manifests.over("rows.csv", "pay", ">=2000", Task.REGRESSION)
            .protect("sex", "sex", "m")
            .mitigate(MitigationSpec.of(Method.REWEIGHING, "sex"))
            .build();
    GateResult mitigation = mitigate(manifest, file);
    assertThat(mitigation.weights())
        .extracting(weight -> weight.group() + " " + weight.label())
        .containsExactlyInAnyOrder("f >=2000", "f other", "m >=2000", "m other");
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      double[] weights = SampleWeights.of(data, RowSet.ALL, manifest, mitigation);
      List<String> groups =
          data.groups(RowSet.ALL, manifest.data().protectedAttributes().getFirst());
      boolean[] favourable = data.favourable(RowSet.ALL);
      for (int i = 0; i < ROWS; i++) {
        String label = favourable[i] ? ">=2000" : "other";
        String own = groups.get(i) + " " + label;
        assertThat(mitigation.weights())
            .filteredOn(weight -> own.equals(weight.group() + " " + weight.label()))
            .extracting(Weight::weight)
            .containsExactly(weights[i]);
      }
    }
  }

  private Path fiveAttributes() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder("x,a,b,c,d,e,ok\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append(i % 5);
      for (int attribute = 0; attribute < 5; attribute++) {
        csv.append(',').append(random.nextInt(2));
      }
      csv.append(random.nextBoolean() ? ",yes\n" : ",no\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static ReleaseManifest weighing(String... attributes) {
    Manifests manifest = Manifests.over("rows.csv", "ok", "yes");
    for (String name : List.of("a", "b", "c", "d", "e")) {
      manifest.protect(new ProtectedAttribute(name, name, null, "0", Use.TRAINING));
    }
    return manifest.mitigate(MitigationSpec.of(Method.REWEIGHING, attributes)).build();
  }

  private static GateResult mitigate(ReleaseManifest manifest, Path file) {
    return run(manifest, file).mitigation();
  }

  private static Run run(ReleaseManifest manifest, Path file) {
    return Run.of(
        manifest, file, TestPolicies.empty().option("mitigation", "sampleRows", 100).build());
  }
}
