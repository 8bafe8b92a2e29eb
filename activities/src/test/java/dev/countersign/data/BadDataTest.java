package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadDataTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | is empty
          a,y\\n                   | header but no rows
          a,y\\n1,0\\n2\\n3,1\\n   | line 3: has 1 values where the header has 2 names
          a,y\\n1,0,5\\n           | line 2: has 3 values where the header has 2 names
          a,y\\n"1,0\\n2,1\\n      | line 2: a quote is opened and never closed
          "a,y\\n1,0\\n            | a quote in the header is never closed
          a,a\\n1,0\\n             | columns a and a have the same name
          a,A\\n1,0\\n             | columns a and A have the same name
          a,,y\\n1,2,0\\n          | column 2 has no name
          a;y\\n1;0\\n             | is not separated by commas
          __row,y\\n1,0\\n         | column name __row is reserved
          a,y\\r\\n1,0\\n2,1\\r\\n | use one kind of line end
          a,z\\n1,0\\n             | data.label names column y, which the data doesn't have; it has a, z
          a,y\\n1,0\\n2,0\\n       | no row of column y has the favourable value "1"; it holds [0]
          a,y\\n1,1\\n2,1\\n       | every row of column y has the favourable value "1"
          a,y\\n1,\\n2,\\n         | no row of column y has the favourable value "1"; it holds []
          """)
  void isRefusedInPlainWords(String csv, String words) throws IOException {
    String text = csv.replace("\\n", "\n").replace("\\r", "\r");
    Files.writeString(folder.resolve("bad.csv"), text);
    assertThatThrownBy(() -> open("bad.csv"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(words);
  }

  @Test
  void errorsDoNotRepeatTheRow() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "a,y\nJane Doe,1,x\n");
    assertThatThrownBy(() -> open("bad.csv"))
        .satisfies(
            e -> {
              for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(t.getMessage()).doesNotContain("Jane");
              }
            });
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("not.parquet"), "a,y\n1,0\n");
    Files.writeString(folder.resolve("cut.parquet"), "PAR1 and no more");
    Files.write(folder.resolve("zipped.csv"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Files.writeString(folder.resolve("a[1].csv"), "a,y\n1,0\n");
    Files.write(
        folder.resolve("latin.csv"), "a,y\nM\u00fcller,1\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(
        folder.resolve("latin2.csv"), "M\u00fcller,y\n2,1\n".getBytes(StandardCharsets.ISO_8859_1));
    refuses("none.csv", "there is no file");
    refuses("sub", "is a directory");
    refuses("not.parquet", "is not a Parquet file");
    refuses("cut.parquet", "is not a whole Parquet file");
    refuses("zipped.csv", "is compressed");
    refuses("a[1].csv", "stand for other files");
    refuses("latin.csv", "is not UTF-8");
    refuses("latin2.csv", "is not UTF-8");
    refuses("https://data.example/x.csv", "is not a local file");
  }

  @Test
  void aHugeLineIsRefused() throws IOException {
    Files.writeString(folder.resolve("huge.csv"), "a,y\n" + "x".repeat(17 << 20) + ",1\n1,0\n");
    refuses("huge.csv", "a line is longer than 16 MiB");
    Files.writeString(folder.resolve("header.csv"), "a".repeat(5 << 20) + ",y\n1,0\n");
    refuses("header.csv", "first line is longer");
  }

  @Test
  void oddNamesAreJustNames() throws IOException {
    List<String> names =
        List.of(
            "größe",
            "quo\"te",
            "semi;colon",
            "a?b",
            "per%cent",
            "drop table source; --",
            "'x'",
            "y");
    String header =
        names.stream()
            .map(n -> '"' + n.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","));
    Files.writeString(
        folder.resolve("odd.csv"), "\ufeff" + header + "\n1,2,3,4,5,6,7,1\n1,2,3,4,5,6,7,0\n");
    try (Dataset data = open("odd.csv")) {
      assertThat(data.features()).isEqualTo(names.subList(0, 7));
      assertThat(data.frame(RowSet.ALL, data.features()).numbers("semi;colon"))
          .containsExactly(3, 3);
      assertThat(data.missing(RowSet.ALL, data.features())).containsEntry("a?b", 0L);
      assertThat(data.duplicates(RowSet.ALL, data.features())).isEqualTo(1);
    }
  }

  @Test
  void mixedTypesAreTexts() throws IOException {
    Files.writeString(folder.resolve("mixed.csv"), "a,b,c,y\n1,1_000,1e3,1\nx,2,-.5,0\n,3,NaN,0\n");
    try (Dataset data = open("mixed.csv")) {
      assertThat(data.columns())
          .contains(
              new DataFacts.Column("a", false),
              new DataFacts.Column("b", false),
              new DataFacts.Column("c", true));
      assertThat(data.missing(RowSet.ALL, List.of("a", "c"))).containsValues(1L, 1L);
    }
  }

  @Test
  void infinitiesAreNamed() throws IOException {
    Files.writeString(folder.resolve("inf.csv"), "a,y\n1,1\ninf,0\n");
    try (Dataset data = open("inf.csv")) {
      assertThatThrownBy(() -> data.frame(RowSet.ALL, List.of("a")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("column a holds an infinite value in row 1");
    }
  }

  @Test
  void twoThousandColumnsAreRead() throws IOException {
    String header =
        IntStream.range(0, 2000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String row =
        IntStream.range(0, 2000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Files.writeString(folder.resolve("wide.csv"), header + ",y\n" + row + ",1\n" + row + ",0\n");
    try (Dataset data = open("wide.csv")) {
      assertThat(data.features()).hasSize(2000);
      assertThat(data.frame(RowSet.ALL, data.features()).numbers("c1999"))
          .containsExactly(1999, 1999);
      assertThat(data.missing(RowSet.ALL, data.features())).hasSize(2000);
      assertThat(data.duplicates(RowSet.ALL, data.features())).isEqualTo(1);
    }
  }

  @Test
  void rowsWithoutALabelAreInNoRowSet() throws IOException {
    Files.writeString(folder.resolve("some.csv"), "a,y\n1,1\n2,\n3,0\n");
    try (Dataset data = open("some.csv")) {
      assertThat(data.count(RowSet.ALL)).isEqualTo(2);
      assertThat(data.unlabelled()).isEqualTo(1);
      assertThat(data.ids(RowSet.ALL)).containsExactly("0", "2");
    }
  }

  @Test
  void featuresThatAreNoneAreRefused() throws IOException {
    Files.writeString(folder.resolve("ok.csv"), "id,a,sex,y\n1,1,f,1\n2,2,m,0\n");
    Manifests manifest = Manifests.over("ok.csv", "y", "1").protect("sex", "sex", "m");
    refuses(manifest.include("y"), "names y, which is never a feature: it is the label");
    refuses(manifest.include("sex"), "set its use to feature");
    refuses(manifest.include("b"), "data.features.include names column b");
    refuses(manifest.exclude("b"), "data.features.exclude names column b");
    refuses(manifest.exclude("id", "a"), "no column is left");
  }

  @Test
  void aSplitThatLeavesNothingIsRefused() throws IOException {
    Files.writeString(folder.resolve("ok.csv"), "a,p,y\n1,x,1\n2,x,0\n");
    Manifests manifest = Manifests.over("ok.csv", "y", "1");
    refuses(manifest.split(new Split.Column("p", "train", "x", null)), "leaves no training rows");
    refuses(manifest.split(new Split.Column("p", "x", "test", null)), "leaves no evaluation rows");
    refuses(
        manifest.split(new Split.Column("q", "x", "test", null)),
        "data.split.column names column q");
  }

  @Test
  void factsAreGatheredForValidation() throws IOException {
    Files.writeString(folder.resolve("f.csv"), "a,s,y\n1,m,1\n2,f,0\n,m,0\n");
    DataFacts facts = DatasetFacts.of(folder.resolve("f.csv"), List.of("s", "y", "nowhere"));
    assertThat(facts.rows()).isEqualTo(3);
    assertThat(facts.columns())
        .containsExactly(
            new DataFacts.Column("a", true),
            new DataFacts.Column("s", false),
            new DataFacts.Column("y", true));
    assertThat(facts.values()).containsOnlyKeys("s", "y").containsEntry("s", List.of("f", "m"));
  }

  @Test
  void changedDataIsNoticed() throws IOException {
    Path file = Files.writeString(folder.resolve("d.csv"), "abc");
    DataSources sources = new DataSources.Single(file);
    assertThat(sources.digest())
        .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    String frozen = sources.digest();
    sources.requireDigest(frozen);
    Files.writeString(file, "abd");
    assertThatThrownBy(() -> sources.requireDigest(frozen))
        .hasMessageContaining("changed since intake");
  }

  private void refuses(String source, String words) {
    refuses(Manifests.over(source, "y", "1"), words);
  }

  private void refuses(Manifests manifest, String words) {
    assertThatThrownBy(() -> Datasets.open(manifest.build(), folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(words);
  }

  private Dataset open(String source) {
    return Datasets.open(Manifests.over(source, "y", "1").build(), folder);
  }
}
