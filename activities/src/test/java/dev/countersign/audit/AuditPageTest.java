package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How figures are drawn on the page. */
class AuditPageTest {
  @TempDir Path folder;

  @Test
  void ratiosAreDrawnWhereTheyAreHoweverLarge() throws IOException {
    Path file = shares(Map.of("m", 20, "f", 50, "d", 70), 100);
    Manifests manifest = Manifests.over("rows.csv", "paid", "yes").protect("sex", "sex", "m");
    String page = page(manifest.build(), file);
    assertThat(drawnAt(page, "sex: d: 3.5")).isGreaterThan(drawnAt(page, "sex: f: 2.5") + 20);
  }

  /** Where the dot that says this lies, from left to right. */
  private static double drawnAt(String page, String tooltip) {
    Matcher dot =
        Pattern.compile("<circle cx=\"([0-9.]+)\"[^>]*><title>" + Pattern.quote(tooltip))
            .matcher(page);
    assertThat(dot.find()).as(tooltip).isTrue();
    return Double.parseDouble(dot.group(1));
  }

  /** So many rows of each group, of which these per cent have the favourable label. */
  private Path shares(Map<String, Integer> favourable, int rows) throws IOException {
    StringBuilder csv = new StringBuilder("sex,x,paid\n");
    favourable.forEach(
        (group, share) -> {
          for (int i = 0; i < rows; i++) {
            csv.append(group).append(',').append(i % 7);
            csv.append(i * 100 < share * rows ? ",yes\n" : ",no\n");
          }
        });
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  private static String page(ReleaseManifest manifest, Path file) {
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      GateContext context =
          AuditRun.context(manifest, TestPolicies.empty().build(), data, List.of());
      GateResult result = new AuditGate().run(context);
      return new String(
          context.evidence().get(result.artifacts().get(1).digest()), StandardCharsets.UTF_8);
    }
  }
}
