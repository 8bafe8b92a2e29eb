package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the note of disparate impact says of other conventions. */
class LabelConventionsTest {
  private static final EffectivePolicy BAR =
      TestPolicies.empty().block("data-audit", "disparate-impact", 0.8, 1.25).build();

  @TempDir Path folder;

  @Test
  void aGroupOfOnePersonIsNotTheMostFavoured() throws IOException {
    Path file = shares(Map.of("m", 60, "f", 50));
    Files.writeString(file, Files.readString(file) + "o,30,yes\n");
    assertThat(note(bySex(), file, "f"))
        .doesNotContain("most favoured")
        .contains("For the unfavourable label, group over reference: 1.2500 (");
  }

  @Test
  void theMostFavouredGroupIsNamedWithAnInterval() throws IOException {
    assertThat(note(bySex(), shares(Map.of("m", 60, "f", 50, "o", 90)), "f"))
        .contains("Against the most favoured group, o: 0.5556 (0.45", "would turn the verdict");
  }

  @Test
  void whereABandHasTwoEndsTheNoteSaysThatItIsNotCutTheOtherWay() throws IOException {
    Path file = shares(Map.of("m", 60, "f", 50));
    assertThat(note(byAge("<=25", "26..40", ">40"), file, "<=25"))
        .contains("A band has two ends: nobody was put on the other side");
    assertThat(note(byAge("<=40", ">40"), file, "<=40"))
        .contains("With the boundary drawn at >=40")
        .doesNotContain("two ends");
  }

  private static Manifests bySex() {
    return Manifests.over("rows.csv", "paid", "yes").protect("sex", "sex", "m").include("age");
  }

  private static Manifests byAge(String... bands) {
    return Manifests.over("rows.csv", "paid", "yes")
        .include("sex")
        .protectBanded("age", "age", ">40", Use.AUDIT, bands);
  }

  private static String note(Manifests manifest, Path file, String group) {
    GateResult result = AuditRun.of(manifest.build(), BAR, file);
    return AuditRun.check(result, "disparate-impact", null, group).note();
  }

  /** A hundred rows of each group, of which so many have the favourable label. */
  private Path shares(Map<String, Integer> favourable) throws IOException {
    StringBuilder csv = new StringBuilder("sex,age,paid\n");
    favourable.forEach(
        (group, share) -> {
          for (int i = 0; i < 100; i++) {
            csv.append(group).append(',').append(20 + i * 37 % 60);
            csv.append(i < share ? ",yes\n" : ",no\n");
          }
        });
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }
}
