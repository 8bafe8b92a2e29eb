package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.Slice.Condition;
import dev.countersign.data.Slice.OneOfNumbers;
import dev.countersign.data.Slice.OneOfTexts;
import dev.countersign.data.Slice.Range;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a slice holds, and the one row of an id, as SQL finds them. */
class SliceTest {
  private static final String PEOPLE =
      """
      id,months,city,member,part,y
      a,12,Zürich,true,test,1
      b,12.0,zürich,false,test,0
      c,12.5,,true,test,1
      d,,大阪,false,test,0
      e,-3,O'Fallon; DROP TABLE source --,true,cal,1
      f,1e3,100%s?,,cal,0
      g,40,"say ""hi""\",true,train,1
      h,41,12,false,train,0
      """;

  @TempDir Path folder;

  private Dataset csv(String text) throws IOException {
    Files.writeString(folder.resolve("people.csv"), text);
    return Datasets.open(Manifests.over("people.csv", "y", "1").id("id").build(), folder);
  }

  private Dataset parquet(String query) throws Exception {
    Path file = Parquet.copy(folder, query);
    return Datasets.open(Manifests.over(file.toString(), "y", "1").id("id").build(), folder);
  }

  private static List<String> in(Dataset data, Condition... conditions) {
    boolean[] in = data.inSlice(RowSet.ALL, new Slice("some", List.of(conditions)));
    List<String> ids = data.ids(RowSet.ALL);
    assertThat(in).hasSameSizeAs(ids);
    return IntStream.range(0, in.length).filter(row -> in[row]).mapToObj(ids::get).toList();
  }

  @Test
  void numbersMatchHoweverTheyAreWrittenAndEndsAreIncluded() throws IOException {
    try (Dataset data = csv(PEOPLE)) {
      assertThat(in(data, new OneOfNumbers("months", List.of(12.0)))).containsExactly("a", "b");
      assertThat(in(data, new OneOfNumbers("months", List.of(1000.0, -3.0))))
          .containsExactly("e", "f");
      assertThat(in(data, new Range("months", 12.0, 40.0))).containsExactly("a", "b", "c", "g");
      assertThat(in(data, new Range("months", null, 12.0))).containsExactly("a", "b", "e");
      assertThat(in(data, new Range("months", 41.0, null))).containsExactly("f", "h");
    }
  }

  @Test
  void textsMatchInEveryCharacterAndAreNeverReadAsSql() throws IOException {
    try (Dataset data = csv(PEOPLE)) {
      assertThat(in(data, new OneOfTexts("city", List.of("Zürich")))).containsExactly("a");
      assertThat(
              in(
                  data,
                  new OneOfTexts(
                      "city",
                      List.of("大阪", "O'Fallon; DROP TABLE source --", "100%s?", "say \"hi\""))))
          .containsExactly("d", "e", "f", "g");
      assertThat(in(data, new OneOfTexts("city", List.of("12")))).containsExactly("h");
      assertThat(in(data, new OneOfTexts("city", List.of("12.0", "' OR true --")))).isEmpty();
    }
  }

  @Test
  void everyConditionMustHold() throws IOException {
    try (Dataset data = csv(PEOPLE)) {
      assertThat(
              in(
                  data,
                  new Range("months", 12.0, null),
                  new OneOfTexts("member", List.of("true")),
                  new OneOfTexts("part", List.of("test", "train"))))
          .containsExactly("a", "c", "g");
    }
  }

  @Test
  void aMissingValueMeetsNothing() throws Exception {
    try (Dataset data = csv(PEOPLE)) {
      assertThat(in(data, new OneOfTexts("city", List.of("", "null")))).isEmpty();
      assertThat(in(data, new OneOfTexts("city", List.of()))).isEmpty();
      assertThat(in(data, new OneOfNumbers("months", List.of(Double.NaN)))).isEmpty();
      assertThat(in(data, new OneOfNumbers("months", List.of()))).isEmpty();
    }
    try (Dataset data =
        parquet(
            "SELECT * FROM (VALUES ('a', 'NaN'::DOUBLE, '', 1), ('b', NULL, NULL, 0),"
                + " ('c', 7.0, 'x', 1)) AS t(id, n, s, y)")) {
      assertThat(in(data, new Range("n", 0.0, null))).containsExactly("c");
      assertThat(in(data, new Range("n", null, 9.0))).containsExactly("c");
      assertThat(in(data, new OneOfNumbers("n", List.of(Double.NaN)))).isEmpty();
      assertThat(in(data, new OneOfTexts("s", List.of("")))).isEmpty();
    }
  }

  @Test
  void anyRowIsEitherInASliceOrNot() throws IOException {
    Path file = Files.writeString(folder.resolve("people.csv"), PEOPLE);
    Slice slice =
        new Slice(
            "some",
            List.of(new Range("months", 12.0, null), new OneOfTexts("city", List.of("12"))));
    try (SourceTable table = FileTable.load(List.of(file), SqlLog.SILENT)) {
      Sql filter = SliceFilter.of(slice, table);
      assertThat(
              table
                  .session()
                  .query(
                      Sql.format(
                          "SELECT count(*) FROM source WHERE %s UNION ALL"
                              + " SELECT count(*) FROM source WHERE id <> 'a' AND NOT %s",
                          filter, filter),
                      row -> row.getLong(1)))
          .containsExactly(1L, 6L);
    }
  }

  @Test
  void typedColumnsMatchAsTheyAreCompared() throws Exception {
    try (Dataset data =
        parquet(
            "SELECT * FROM (VALUES ('a', 9007199254740993, 1.50::DECIMAL(5, 2), true, DATE"
                + " '2025-01-31', 1), ('b', 12, 12, false, DATE '2025-02-01', 0))"
                + " AS t(id, whole, exact, flag, day, y)")) {
      assertThat(in(data, new OneOfNumbers("whole", List.of(12.0)))).containsExactly("b");
      assertThat(in(data, new Range("whole", 13.0, null))).containsExactly("a");
      assertThat(in(data, new OneOfNumbers("exact", List.of(1.5)))).containsExactly("a");
      assertThat(in(data, new OneOfTexts("flag", List.of("true")))).containsExactly("a");
      assertThat(in(data, new OneOfTexts("day", List.of("2025-02-01")))).containsExactly("b");
    }
  }

  @Test
  void columnsMayHaveAnyName() throws IOException {
    String odd = "größe; \"drop\" it's 身長 %s?";
    String quoted = '"' + odd.replace("\"", "\"\"") + '"';
    try (Dataset data = csv("id," + quoted + ",y\nä;'x,3,1\nb,5,0\n")) {
      assertThat(data.column(odd).numeric()).isTrue();
      assertThat(in(data, new Range(odd, 4.0, null))).containsExactly("b");
      assertThat(data.row(RowSet.ALL, "ä;'x", List.of(odd)).orElseThrow().numbers(odd))
          .containsExactly(3);
    }
  }

  @Test
  void whatSqlFindsIsWhatTheRowsInMemorySay() throws IOException {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("id,n,s,y\n");
    for (int row = 0; row < 500; row++) {
      csv.append(row).append(',').append(some(random)).append(',');
      csv.append(some(random).replace('.', 'x')).append(',').append(row % 2).append('\n');
    }
    try (Dataset data = csv(csv.toString())) {
      Frame frame = data.frame(RowSet.ALL, List.of("n", "s"));
      double[] numbers = frame.numbers("n");
      @Nullable String[] texts = ((Frame.Texts) frame.column("s")).values();
      for (int i = 0; i < 50; i++) {
        double low = random.nextInt(8) / 2.0;
        double high = low + random.nextInt(4);
        List<String> allowed = List.of(some(random).replace('.', 'x'), "2x0", "3");
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < numbers.length; row++) {
          String text = texts[row];
          if (numbers[row] >= low
              && numbers[row] <= high
              && text != null
              && allowed.contains(text)) {
            expected.add(Integer.toString(row));
          }
        }
        assertThat(in(data, new Range("n", low, high), new OneOfTexts("s", allowed)))
            .isEqualTo(expected);
      }
    }
  }

  private static String some(Random random) {
    return List.of("", "1", "2.0", "2", "2.5", "3", "4.50").get(random.nextInt(7));
  }

  @Test
  void aColumnThatIsNotThereOrHoldsTextsIsRefused() throws IOException {
    try (Dataset data = csv(PEOPLE)) {
      assertThatThrownBy(() -> in(data, new Range("weeks", 1.0, null)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("slice some names column weeks, which the data doesn't have");
      assertThatThrownBy(() -> in(data, new Range("city", 1.0, null)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("slice some: column city holds texts, not numbers");
      assertThatThrownBy(() -> data.column("weeks"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the gate names column weeks");
    }
    assertThatThrownBy(() -> new Slice("none", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Range("months", null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRowIsFoundByItsIdAmongTheRowsMeant() throws IOException {
    Files.writeString(folder.resolve("people.csv"), PEOPLE + "a,99,Bern,true,test,0\n");
    Manifests manifest =
        Manifests.over("people.csv", "y", "1")
            .id("id")
            .split(new Split.Column("part", "train", "test", "cal"));
    try (Dataset data = Datasets.open(manifest.build(), folder)) {
      List<String> columns = List.of("city", "months");
      Frame first = data.row(RowSet.EVALUATION, "a", columns).orElseThrow();
      assertThat(first.names()).isEqualTo(columns);
      assertThat(first.rows()).isEqualTo(1);
      assertThat(first.numbers("months")).containsExactly(12);
      Frame missing = data.row(RowSet.EVALUATION, "c", columns).orElseThrow();
      assertThat(((Frame.Texts) missing.column("city")).values()).containsExactly((String) null);
      assertThat(data.row(RowSet.EVALUATION, "e", columns)).isEmpty();
      assertThat(data.row(RowSet.CALIBRATION, "e", columns)).isPresent();
      assertThat(data.row(RowSet.EVALUATION, "' OR true --", columns)).isEmpty();
    }
  }

  @Test
  void whereNoColumnIsTheIdARowIsFoundByItsNumber() throws Exception {
    Files.writeString(folder.resolve("people.csv"), PEOPLE);
    try (Dataset data = Datasets.open(Manifests.over("people.csv", "y", "1").build(), folder)) {
      assertThat(data.row(RowSet.ALL, "4", List.of("months")).orElseThrow().numbers("months"))
          .containsExactly(-3);
      assertThat(data.row(RowSet.ALL, "04", List.of("months"))).isEmpty();
    }
    try (Dataset data =
        parquet("SELECT * FROM (VALUES (7.0::DOUBLE, 1, 1), (8.5, 2, 0)) AS t(id, x, y)")) {
      assertThat(data.ids(RowSet.ALL)).containsExactly("7", "8.5");
      assertThat(data.row(RowSet.ALL, "7", List.of("x"))).isPresent();
      assertThat(data.row(RowSet.ALL, "8.5", List.of("x"))).isPresent();
      assertThat(data.row(RowSet.ALL, "7.0", List.of("x"))).isEmpty();
    }
  }
}
