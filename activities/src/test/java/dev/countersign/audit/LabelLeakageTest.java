package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feature that is the label is found, whichever of its values it tells. */
class LabelLeakageTest {
  private static final EffectivePolicy BARS =
      TestPolicies.empty().block("data-audit", "label-leakage", null, 0.95).build();

  @TempDir Path folder;

  /** {@code code} tells B from C and nothing of A; {@code level} is the amount up to 10,000. */
  private Path rows() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder csv = new StringBuilder("sex,noise,code,level,grade,amount\n");
    for (int i = 0; i < 1200; i++) {
      String grade = i % 3 == 0 ? "A" : i % 3 == 1 ? "B" : "C";
      String code =
          grade.equals("A")
              ? String.valueOf("yn".charAt(random.nextInt(2)))
              : grade.equals("B") ? "y" : "n";
      double amount = random.nextDouble() < 0.05 ? 20_000 : random.nextDouble() * 10_000;
      double level = amount < 10_000 ? amount : random.nextDouble() * 10_000;
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%.4f,%s,%.2f,%s,%.2f%n",
              random.nextBoolean() ? "f" : "m",
              random.nextDouble(),
              code,
              level,
              grade,
              amount));
    }
    return Files.writeString(folder.resolve("rows.csv"), csv);
  }

  @Test
  void aFeatureThatTellsOneClassOfSeveralIsFound() throws IOException {
    Check leak = leakage(graded("grade", "A", Task.MULTI_CLASS, "noise", "code"), rows());

    assertThat(leak.value()).isGreaterThan(0.8);
    assertThat(leak.note())
        .contains("Most telling: code, of the label", "code 0.", "of the label A");
  }

  @Test
  void aFeatureThatIsTheNumberIsFoundWhereTheFavourableRangeHidesIt() throws IOException {
    Check leak = leakage(graded("amount", ">10000", Task.REGRESSION, "noise", "level"), rows());

    assertThat(leak.value()).isGreaterThan(0.85);
    assertThat(leak.note())
        .contains("Most telling: level", "of the number's order", "favourable range");
  }

  @Test
  void aFeatureThatIsTheWholeNumberFails() throws IOException {
    Path file = rows();
    Files.writeString(
        file,
        Files.readString(file)
            .lines()
            .map(
                line ->
                    line
                        + (line.startsWith("sex")
                            ? ",copy"
                            : line.substring(line.lastIndexOf(','))))
            .collect(Collectors.joining("\n", "", "\n")));
    Check leak = leakage(graded("amount", ">9000", Task.REGRESSION, "noise", "copy"), file);

    assertThat(leak.verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void noiseTellsNothingOfClassesAndNumbers() throws IOException {
    Path file = rows();
    assertThat(leakage(graded("grade", "A", Task.MULTI_CLASS, "noise"), file).value())
        .isLessThan(0.58);
    assertThat(leakage(graded("amount", ">9000", Task.REGRESSION, "noise"), file).value())
        .isLessThan(0.58);
  }

  private static Manifests graded(String label, String favourable, Task task, String... features) {
    return Manifests.over("rows.csv", label, favourable, task)
        .protect("sex", "sex", "m")
        .include(features);
  }

  private static Check leakage(Manifests manifest, Path file) {
    return AuditRun.check(AuditRun.of(manifest.build(), BARS, file), "label-leakage", null, null);
  }
}
