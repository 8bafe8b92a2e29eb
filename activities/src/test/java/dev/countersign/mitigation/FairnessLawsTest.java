package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ReleaseManifest;
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
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What must hold for any table of two attributes and a label. */
class FairnessLawsTest {
  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("laws");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("t.csv"));
    Files.delete(folder);
  }

  @Property(tries = 25)
  void reweighedDisparateImpactIsOne(
      @ForAll @Size(8) List<@IntRange(min = 1, max = 40) Integer> counts) throws IOException {
    try (Dataset data = open(rows(counts))) {
      List<ProtectedAttribute> attributes = manifest().data().protectedAttributes();
      Reweighing weights = Reweighing.of(data, RowSet.ALL, attributes);
      for (ProtectedAttribute attribute : attributes) {
        WeightedRates rates = WeightedRates.of(data, RowSet.ALL, List.of(attribute), weights);
        String other = attribute.reference().equals("a") ? "b" : "d";
        assertThat(rates.ratio(other, attribute.reference())).isCloseTo(1, within(1e-9));
        assertThat(rates.difference(other, attribute.reference())).isCloseTo(0, within(1e-9));
      }
    }
  }

  @Property(tries = 15)
  void weightsKeepTheNumberOfRowsOfEveryGroupAndLabel(
      @ForAll @Size(8) List<@IntRange(min = 1, max = 40) Integer> counts) throws IOException {
    List<String> rows = rows(counts);
    try (Dataset data = open(rows)) {
      List<ProtectedAttribute> attributes = manifest().data().protectedAttributes();
      Reweighing weights = Reweighing.of(data, RowSet.ALL, attributes);
      double favourable = 0;
      double all = 0;
      for (String row : rows) {
        String[] cells = row.split(",");
        double weight = weights.weight(List.of(cells[0], cells[1]), cells[2].equals("1"));
        all += weight;
        favourable += cells[2].equals("1") ? weight : 0;
      }
      assertThat(all).isCloseTo(rows.size(), within(1e-9));
      assertThat(favourable)
          .isCloseTo(rows.stream().filter(r -> r.endsWith("1")).count(), within(1e-9));
    }
  }

  @Property(tries = 15)
  void permutingRowsChangesNothing(
      @ForAll @Size(8) List<@IntRange(min = 1, max = 40) Integer> counts, @ForAll long seed)
      throws IOException {
    List<String> rows = rows(counts);
    List<String> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    List<ProtectedAttribute> attributes = manifest().data().protectedAttributes();
    try (Dataset one = open(rows)) {
      List<Dataset.GroupCount> counted = one.groupCounts(RowSet.ALL, attributes);
      Reweighing weights = Reweighing.of(one, RowSet.ALL, attributes);
      try (Dataset other = open(shuffled)) {
        assertThat(other.groupCounts(RowSet.ALL, attributes)).isEqualTo(counted);
        assertThat(Reweighing.of(other, RowSet.ALL, attributes)).isEqualTo(weights);
      }
    }
  }

  @Property(tries = 10)
  void symmetricGroupsNeedNoWeights(
      @ForAll @IntRange(min = 1, max = 50) int favourable,
      @ForAll @IntRange(min = 1, max = 50) int unfavourable)
      throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (int group = 0; group < 4; group++) {
      counts.add(favourable);
      counts.add(unfavourable);
    }
    try (Dataset data = open(rows(counts))) {
      Reweighing weights = Reweighing.of(data, RowSet.ALL, manifest().data().protectedAttributes());
      weights
          .weights()
          .values()
          .forEach(
              own -> {
                assertThat(own.favourable()).isCloseTo(1, within(1e-12));
                assertThat(own.unfavourable()).isCloseTo(1, within(1e-12));
              });
    }
  }

  /** Counts of a/b × c/d × favourable/unfavourable as rows. */
  private static List<String> rows(List<Integer> counts) {
    List<String> rows = new ArrayList<>();
    for (int cell = 0; cell < counts.size(); cell++) {
      String row =
          ((cell & 4) == 0 ? "a" : "b")
              + ","
              + ((cell & 2) == 0 ? "c" : "d")
              + ","
              + ((cell & 1) == 0 ? "1" : "0");
      rows.addAll(Collections.nCopies(counts.get(cell), row));
    }
    return rows;
  }

  private static Dataset open(List<String> rows) throws IOException {
    Files.writeString(folder.resolve("t.csv"), "g,h,y\n" + String.join("\n", rows) + "\n");
    return Datasets.open(manifest(), folder);
  }

  private static ReleaseManifest manifest() {
    return Manifests.over("t.csv", "y", "1")
        .protect(
            new ProtectedAttribute(
                "g", "g", null, "a", dev.countersign.manifest.DataSpec.Use.FEATURE))
        .protect("h", "h", "c")
        .build();
  }
}
