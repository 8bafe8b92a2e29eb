package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Dataset.Repeats;
import dev.countersign.data.Dataset.StratumCount;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows counted within strata, and rows that agree with others. */
class StrataTest {
  private static final ProtectedAttribute GROUP = new ProtectedAttribute("g", "g", null, "a", null);

  @TempDir Path folder;

  private Dataset rows(int count, IntFunction<String> x) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      lines.add(x.apply(row) + "," + (row % 3 == 0 ? "a" : "b") + "," + row % 2);
    }
    Collections.shuffle(lines, new Random(1));
    lines.addFirst("x,g,y");
    Files.write(folder.resolve("rows.csv"), lines);
    return Datasets.open(Manifests.over("rows.csv", "y", "1").protect(GROUP).build(), folder);
  }

  private static Map<String, Long> sizes(Dataset data) {
    return data.strata(RowSet.ALL, GROUP, List.of("x")).stream()
        .collect(
            Collectors.groupingBy(
                stratum -> String.valueOf(stratum.stratum().getFirst()),
                Collectors.summingLong(StrataTest::rows)));
  }

  private static long rows(StratumCount stratum) {
    return stratum.favourable() + stratum.unfavourable();
  }

  @Test
  void manyNumbersAreCutWhereEachFifthOfTheRowsIsFull() throws IOException {
    try (Dataset data = rows(107, row -> row < 103 ? Integer.toString(row) : "")) {
      assertThat(sizes(data))
          .isEqualTo(
              Map.of(
                  "<=20.0", 21L, "<=41.0", 21L, "<=61.0", 20L, "<=82.0", 21L, "above", 20L, "null",
                  4L));
    }
  }

  @Test
  void fifthsThatAreFullExactlyTakeNoRowMore() throws IOException {
    try (Dataset data = rows(15, Integer::toString)) {
      assertThat(sizes(data))
          .isEqualTo(Map.of("<=2.0", 3L, "<=5.0", 3L, "<=8.0", 3L, "<=11.0", 3L, "above", 3L));
    }
  }

  @Test
  void aNumberThatFillsSeveralFifthsIsOneStratum() throws IOException {
    try (Dataset data = rows(100, row -> row < 70 ? "0" : Integer.toString(row))) {
      assertThat(sizes(data)).isEqualTo(Map.of("<=0.0", 70L, "<=79.0", 10L, "above", 20L));
    }
  }

  @Test
  void fewNumbersAreStrataThemselves() throws IOException {
    try (Dataset data = rows(60, row -> row % 11 == 10 ? "" : Integer.toString(row % 11))) {
      assertThat(sizes(data))
          .hasSize(11)
          .containsAllEntriesOf(
              IntStream.range(0, 5).boxed().collect(Collectors.toMap(String::valueOf, x -> 6L)));
    }
  }

  @Test
  void rowsThatAgreeAreCountedAndThoseAmongThemWithAnotherLabel() throws IOException {
    try (Dataset data = rows(12, row -> row < 3 ? "same" : row < 5 ? "twice" : "own" + row)) {
      assertThat(data.repeats(RowSet.ALL, List.of("x"))).isEqualTo(new Repeats(3, 5));
      assertThat(data.repeats(RowSet.ALL, List.of("x", "y"))).isEqualTo(new Repeats(1, 0));
      assertThat(data.repeats(RowSet.ALL, List.of("x", "g", "y"))).isEqualTo(new Repeats(0, 0));
    }
  }
}
