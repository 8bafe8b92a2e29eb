package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Dataset.ClassShare;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.Dataset.LabelCount;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts by group and label, held to rows counted one by one. */
class GroupFactsTest {
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e");

  @TempDir Path folder;

  private record Row(List<@Nullable String> groups, @Nullable String label, String part) {}

  private static List<Row> people() {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      List<@Nullable String> groups = new ArrayList<>();
      COLUMNS.forEach(column -> groups.add(oneOf(random, "x", "y", "z", null)));
      rows.add(
          new Row(
              groups,
              oneOf(random, "1", "0", null),
              oneOf(random, "train", "test", "calibration", "other")));
    }
    return rows;
  }

  private static String oneOf(Random random, @Nullable String... values) {
    return values[random.nextInt(values.length)];
  }

  private static ProtectedAttribute attribute(String column) {
    return new ProtectedAttribute(column, column, null, "x", null);
  }

  private Dataset open(List<Row> people, List<String> attributes) throws IOException {
    return open(people, attributes, Task.CLASSIFICATION);
  }

  private Dataset open(List<Row> people, List<String> attributes, Task task) throws IOException {
    String csv =
        people.stream()
            .map(
                row ->
                    texts(row.groups()) + "," + texts(Arrays.asList(row.label(), row.part(), "1")))
            .collect(Collectors.joining("\n", "a,b,c,d,e,label,part,feature\n", "\n"));
    Files.writeString(folder.resolve("people.csv"), csv);
    Manifests manifest =
        Manifests.over("people.csv", "label", "1", task)
            .split(new Split.Column("part", "train", "test", "calibration"));
    attributes.forEach(column -> manifest.protect(attribute(column)));
    return Datasets.open(manifest.build(), folder);
  }

  private static String texts(List<@Nullable String> cells) {
    return cells.stream().map(cell -> cell == null ? "" : cell).collect(Collectors.joining(","));
  }

  private static List<GroupCount> oneByOne(List<Row> people, String part, List<String> columns) {
    Map<List<@Nullable String>, GroupCount> counts = new HashMap<>();
    for (Row row : people) {
      if (row.label() != null && (part.equals("all") || part.equals(row.part()))) {
        List<@Nullable String> groups = new ArrayList<>();
        columns.forEach(column -> groups.add(row.groups().get(COLUMNS.indexOf(column))));
        boolean favourable = row.label().equals("1");
        counts.merge(
            groups,
            new GroupCount(groups, favourable ? 1 : 0, favourable ? 0 : 1),
            (one, other) ->
                new GroupCount(
                    groups,
                    one.favourable() + other.favourable(),
                    one.unfavourable() + other.unfavourable()));
      }
    }
    return List.copyOf(counts.values());
  }

  private static void counts(Dataset data, List<Row> people, List<String> columns) {
    Map<RowSet, String> parts =
        Map.of(
            RowSet.ALL, "all",
            RowSet.TRAIN, "train",
            RowSet.EVALUATION, "test",
            RowSet.CALIBRATION, "calibration");
    parts.forEach(
        (rows, part) ->
            assertThat(
                    data.groupCounts(
                        rows, columns.stream().map(GroupFactsTest::attribute).toList()))
                .as(part)
                .containsExactlyInAnyOrderElementsOf(oneByOne(people, part, columns)));
  }

  @Test
  void everyAttributeAndIntersectionIsTheSumOfItsRows() throws IOException {
    List<Row> people = people();
    try (Dataset data = open(people, List.of("a", "b", "c"))) {
      counts(data, people, List.of("a"));
      counts(data, people, List.of("c", "b"));
      counts(data, people, List.of("a", "b", "c"));
    }
  }

  @Test
  void moreAttributesThanAreCountedTogetherGiveTheSame() throws IOException {
    List<Row> people = people();
    try (Dataset data = open(people, COLUMNS)) {
      counts(data, people, List.of("a"));
      counts(data, people, List.of("c", "b"));
    }
  }

  @Test
  void groupsOfAnAttributeNobodyDeclaredAreCountedToo() throws IOException {
    List<Row> people = people();
    try (Dataset data = open(people, List.of("a"))) {
      counts(data, people, List.of("e"));
      counts(data, people, List.of("a", "e"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void theLargestClassAndMissingLabelsAreThoseOfTheRows(int declared) throws IOException {
    List<Row> people = people();
    List<String> columns = List.of("c", "b");
    try (Dataset data = open(people, COLUMNS.subList(0, declared), Task.MULTI_CLASS)) {
      assertThat(
              data.largestClasses(
                  RowSet.TRAIN, columns.stream().map(GroupFactsTest::attribute).toList()))
          .containsExactlyInAnyOrderElementsOf(
              oneByOne(people, "train", columns).stream()
                  .map(
                      count ->
                          new ClassShare(
                              count.groups(),
                              Math.max(count.favourable(), count.unfavourable()),
                              count.n()))
                  .toList());
      for (LabelCount count : data.labelled(attribute("a"))) {
        List<Row> own =
            people.stream()
                .filter(row -> Objects.equals(row.groups().getFirst(), count.group()))
                .toList();
        assertThat(count.rows()).isEqualTo(own.size());
        assertThat(count.unlabelled())
            .isEqualTo(own.stream().filter(row -> row.label() == null).count());
      }
      assertThat(data.labelled(attribute("a")))
          .extracting(LabelCount::group)
          .containsExactly("x", "y", "z", null);
    }
  }

  @Test
  void rowsWithoutALabelAreCountedByPart() throws IOException {
    List<Row> people = people();
    try (Dataset data = open(people, List.of("a", "b"))) {
      assertThat(data.unlabelled())
          .isEqualTo(people.stream().filter(row -> row.label() == null).count());
      assertThat(data.count(RowSet.TRAIN))
          .isEqualTo(
              people.stream()
                  .filter(row -> row.label() != null && row.part().equals("train"))
                  .count());
    }
  }

  @Test
  void aNumberThatIsNoneIsNoLabelAndNoFavourableOne() throws Exception {
    Path parquet =
        Parquet.copy(
            folder,
            "SELECT *, 1 AS feature FROM (VALUES ('x', 1e0), ('x', 9e0), ('y', 9e0), ('y',"
                + " 'NaN'::DOUBLE), ('y', NULL)) t(a, amount)");
    Manifests manifest =
        Manifests.over(parquet.toString(), "amount", ">5", Task.REGRESSION).protect(attribute("a"));
    try (Dataset data = Datasets.open(manifest.build(), folder)) {
      assertThat(data.unlabelled()).isEqualTo(2);
      assertThat(data.groupCounts(RowSet.ALL, List.of(attribute("a"))))
          .containsExactly(new GroupCount(List.of("x"), 1, 1), new GroupCount(List.of("y"), 1, 0));
    }
  }
}
