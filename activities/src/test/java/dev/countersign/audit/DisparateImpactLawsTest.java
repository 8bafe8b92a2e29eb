package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What must hold of disparate impact as the audit reports it, whatever the labels are. */
class DisparateImpactLawsTest {
  private static final EffectivePolicy FEW_ROWS =
      TestPolicies.empty().option("data-audit", "sampleRows", 100).build();

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("laws");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("rows.csv"));
    Files.delete(folder);
  }

  @Property(tries = 8)
  void ofSymmetricGroupsIsOne(
      @ForAll @IntRange(min = 1, max = 60) int favourable,
      @ForAll @IntRange(min = 1, max = 60) int others,
      @ForAll @IntRange(min = 1, max = 5) int times)
      throws IOException {
    GateResult result =
        audit("a", favourable, others, favourable * times, others * times, new Random(1));
    Check ratio = AuditRun.check(result, "disparate-impact", "g", "b");
    assertThat(ratio.value()).isCloseTo(1, within(1e-12));
    assertThat(ratio.interval().low()).isLessThan(1);
    assertThat(ratio.interval().high()).isGreaterThan(1);
    Check difference = AuditRun.check(result, "statistical-parity-difference", "g", "b");
    assertThat(difference.value()).isCloseTo(0, within(1e-12));
    assertThat(difference.interval().contains(0)).isTrue();
  }

  @Property(tries = 6)
  void withTheReferenceExchangedIsItsInverse(
      @ForAll @IntRange(min = 1, max = 60) int favourable,
      @ForAll @IntRange(min = 1, max = 60) int others,
      @ForAll @IntRange(min = 1, max = 60) int otherFavourable,
      @ForAll @IntRange(min = 1, max = 60) int otherOthers,
      @ForAll long seed)
      throws IOException {
    Check one =
        AuditRun.check(
            audit("a", favourable, others, otherFavourable, otherOthers, new Random(seed)),
            "disparate-impact",
            "g",
            "b");
    Check other =
        AuditRun.check(
            audit("b", favourable, others, otherFavourable, otherOthers, new Random(~seed)),
            "disparate-impact",
            "g",
            "a");
    assertThat(one.value() * other.value()).isCloseTo(1, within(1e-12));
    assertThat(one.interval().low() * other.interval().high()).isCloseTo(1, within(1e-9));
    assertThat(one.interval().high() * other.interval().low()).isCloseTo(1, within(1e-9));
  }

  /** Counts of a's labels and of b's, in an order drawn at random. */
  private static GateResult audit(
      String reference, int aYes, int aNo, int bYes, int bNo, Random order) throws IOException {
    List<String> rows = new ArrayList<>();
    rows.addAll(Collections.nCopies(aYes, "a,1,yes"));
    rows.addAll(Collections.nCopies(aNo, "a,2,no"));
    rows.addAll(Collections.nCopies(bYes, "b,2,yes"));
    rows.addAll(Collections.nCopies(bNo, "b,1,no"));
    Collections.shuffle(rows, order);
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "g,x,y\n" + String.join("\n", rows) + "\n");
    return AuditRun.of(
        Manifests.over("rows.csv", "y", "yes").protect("g", "g", reference).include("x").build(),
        FEW_ROWS,
        file);
  }
}
