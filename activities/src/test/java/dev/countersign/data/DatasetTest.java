package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  private static final String LOANS =
      """
      id,age,sex,income,day,part,ok
      a,20,female,10.5,2025-01-01,train,1
      b,25,male,,2025-02-01,train,0
      c,26,female,30,2025-03-01,test,1
      d,40,male,40,2025-04-01,test,0
      e,41,,50,2025-05-01,cal,1
      f,,male,60,2025-06-01,cal,0
      """;

  @TempDir Path folder;

  @Test
  void aHashSplitPlacesEveryRowAsSpecified() throws Exception {
    StringBuilder csv = new StringBuilder("key,x,y\n");
    IntStream.range(0, 2000)
        .forEach(i -> csv.append("G%04d,%d,%d%n".formatted(i, i, i % 2).replace("\r", "")));
    Manifests byId =
        loans(csv.toString(), "y").id("key").split(new Split.Hashed(0.3, 0.1, 10, null));
    try (Dataset data = open(byId)) {
      assertThat(data.ids(RowSet.EVALUATION)).contains("G0001").containsAll(under(0, 0.3, "G%04d"));
      assertThat(data.ids(RowSet.CALIBRATION)).isEqualTo(under(0.3, 0.4, "G%04d"));
      assertThat(data.ids(RowSet.TRAIN)).isEqualTo(under(0.4, 1, "G%04d"));
    }
    try (Dataset data =
        open(loans(csv.toString(), "y").split(new Split.Hashed(0.3, 0.1, 10, null)))) {
      assertThat(data.ids(RowSet.EVALUATION)).isEqualTo(under(0, 0.3, "%d"));
      assertThat(data.ids(RowSet.TRAIN)).isEqualTo(under(0.4, 1, "%d"));
    }
  }

  @Test
  void theHashOfTheTestVectorIsTheSpecifiedOne() throws Exception {
    assertThat(uniform("10:G0001")).isCloseTo(0.015578, within(5e-7));
  }

  private static List<String> under(double low, double high, String format) throws Exception {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      double u = uniform("10:" + format.formatted(i));
      if (u >= low && u < high) {
        names.add(format.formatted(i));
      }
    }
    return IntStream.range(0, 2000)
        .mapToObj(format::formatted)
        .filter(names::contains)
        .collect(Collectors.toList());
  }

  private static double uniform(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return new BigInteger(1, hash).shiftRight(192).doubleValue() / Math.pow(2, 64);
  }

  @Test
  void rowsOfOneHouseholdStayTogether() {
    StringBuilder csv = new StringBuilder("household,y\n");
    IntStream.range(0, 300).forEach(i -> csv.append("h" + i / 3 + "," + i % 2 + "\n"));
    try (Dataset data =
        open(
            loans(csv.toString(), "y")
                .split(new Split.Hashed(0.5, null, 3, "household"))
                .include("household"))) {
      assertThat(data.shared(RowSet.EVALUATION, RowSet.TRAIN, List.of("household"))).isZero();
    } catch (DataException refused) {
      assertThat(refused).hasMessageContaining("what the split is made by");
    }
  }

  @Test
  void aColumnSaysTheSplitAndRowsInNoPartAreLeftOut() {
    try (Dataset data =
        open(loans(LOANS, "ok").split(new Split.Column("part", "train", "test", null)))) {
      assertThat(data.count(RowSet.TRAIN)).isEqualTo(2);
      assertThat(data.count(RowSet.EVALUATION)).isEqualTo(2);
      assertThat(data.count(RowSet.CALIBRATION)).isZero();
      assertThat(data.count(RowSet.ALL)).isEqualTo(6);
      assertThat(data.features()).containsExactly("id", "age", "sex", "income", "day");
    }
  }

  @Test
  void timeSaysTheSplit() {
    Split byDay = new Split.Time("day", "2025-05-01", "2025-04-01");
    try (Dataset data = open(loans(LOANS, "ok").id("id").split(byDay))) {
      assertThat(data.ids(RowSet.TRAIN)).containsExactly("a", "b", "c");
      assertThat(data.ids(RowSet.CALIBRATION)).containsExactly("d");
      assertThat(data.ids(RowSet.EVALUATION)).containsExactly("e", "f");
    }
    assertThatThrownBy(() -> open(loans(LOANS, "ok").split(new Split.Time("day", "soon", null))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("soon");
    assertThatThrownBy(
            () -> open(loans(LOANS, "ok").split(new Split.Time("sex", "2025-01-01", null))))
        .hasMessageContaining("can't place 6 rows");
  }

  @Test
  void filesSayTheSplit() throws IOException {
    Files.writeString(folder.resolve("train.csv"), "x,y\n1,0\n2,1\n");
    Files.writeString(folder.resolve("test.csv"), "y,x\n1,3\n");
    Split split = new Split.Sources("train.csv", "test.csv", null);
    try (Dataset data =
        Datasets.open(Manifests.over("unused", "y", "1").split(split).build(), folder)) {
      assertThat(data.ids(RowSet.EVALUATION)).containsExactly("2");
      assertThat(data.frame(RowSet.EVALUATION, List.of("x")).numbers("x")).containsExactly(3);
    }
    Files.writeString(folder.resolve("test.csv"), "y,z\n1,3\n");
    assertThatThrownBy(
            () -> Datasets.open(Manifests.over("unused", "y", "1").split(split).build(), folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("missing x VARCHAR, added z VARCHAR");
  }

  @Test
  void bandsCutAtTheStatedBoundaryAndMissingValuesHaveNoGroup() {
    ProtectedAttribute age =
        new ProtectedAttribute("age", "age", List.of("<=25", "26..40"), "26..40", Use.AUDIT);
    ProtectedAttribute sex = new ProtectedAttribute("sex", "sex", null, "male", null);
    try (Dataset data = open(loans(LOANS, "ok").protect(age).protect(sex))) {
      assertThat(data.groups(RowSet.ALL, age))
          .containsExactly("<=25", "<=25", "26..40", "26..40", null, null);
      assertThat(data.groups(RowSet.ALL, sex))
          .containsExactly("female", "male", "female", "male", null, "male");
      assertThat(data.groupCounts(RowSet.ALL, List.of(age, sex)))
          .contains(
              new GroupCount(List.of("<=25", "female"), 1, 0),
              new GroupCount(List.of("26..40", "male"), 0, 1))
          .hasSize(6);
    }
  }

  @Test
  void numbersAreNumbersAndMissingOnesNaN() {
    try (Dataset data = open(loans(LOANS, "ok"))) {
      Frame frame = data.frame(RowSet.ALL, List.of("income", "sex"));
      assertThat(frame.numbers("income")).containsExactly(10.5, Double.NaN, 30, 40, 50, 60);
      assertThat(((Frame.Texts) frame.column("sex")).values()[4]).isNull();
      assertThat(data.missing(RowSet.ALL, List.of("age", "sex", "day")))
          .containsExactly(
              java.util.Map.entry("age", 1L),
              java.util.Map.entry("sex", 1L),
              java.util.Map.entry("day", 0L));
      assertThat(data.favourable(RowSet.ALL))
          .containsExactly(true, false, true, false, true, false);
    }
  }

  @Test
  void duplicatesAndSharedRowsAreCounted() {
    String csv = "x,z,p,y\n1,,train,1\n1,,train,1\n1,,test,1\n2,a,test,0\n,1,train,1\n";
    try (Dataset data = open(loans(csv, "y").split(new Split.Column("p", "train", "test", null)))) {
      assertThat(data.duplicates(RowSet.TRAIN, List.of("x", "z", "y"))).isEqualTo(1);
      assertThat(data.shared(RowSet.EVALUATION, RowSet.TRAIN, List.of("x", "z", "y"))).isEqualTo(1);
    }
  }

  @Test
  void aSampleIsTheSameForTheSameSeedAndInOrder() {
    StringBuilder csv = new StringBuilder("x,g,y\n");
    IntStream.range(0, 1000).forEach(i -> csv.append(i + ",g" + i % 3 + "," + i % 2 + "\n"));
    ProtectedAttribute g = new ProtectedAttribute("g", "g", null, "g0", null);
    try (Dataset data = open(loans(csv.toString(), "y").protect(g))) {
      Sample one = data.sample(RowSet.ALL, List.of("x"), List.of(g), 100, 1);
      Sample two = data.sample(RowSet.ALL, List.of("x"), List.of(g), 100, 2);
      double[] x = one.columns().numbers("x");
      assertThat(x).hasSize(100).isSorted().isNotEqualTo(two.columns().numbers("x"));
      assertThat(x)
          .isEqualTo(
              data.sample(RowSet.ALL, List.of("x"), List.of(g), 100, 1).columns().numbers("x"));
      assertThat(one.of()).isEqualTo(1000);
      assertThat(one.isComplete()).isFalse();
      for (int i = 0; i < 100; i++) {
        assertThat(one.groups().get("g").get(i)).isEqualTo("g" + (int) x[i] % 3);
        assertThat(one.favourable()[i]).isEqualTo(x[i] % 2 == 1);
      }
      assertThat(data.sample(RowSet.ALL, List.of("x"), List.of(g), 1000, 1).isComplete()).isTrue();
    }
  }

  @Test
  void manyRowsKeepTheirOrder() {
    StringBuilder csv = new StringBuilder("x,y\n");
    IntStream.range(0, 400_000).forEach(i -> csv.append(i).append(',').append(i & 1).append('\n'));
    try (Dataset data = open(loans(csv.toString(), "y"))) {
      double[] x = data.frame(RowSet.ALL, List.of("x")).numbers("x");
      assertThat(x).hasSize(400_000).isSorted();
      assertThat(data.ids(RowSet.ALL).get(399_999)).isEqualTo("399999");
    }
  }

  @Test
  void parquetGivesWhatCsvGives() throws Exception {
    Path parquet = Parquet.write(folder, LOANS);
    ReleaseManifest manifest =
        Manifests.over(parquet.toString(), "ok", "1")
            .id("id")
            .protectBanded("age", "age", "<=25", Use.AUDIT, "<=25", ">25")
            .split(new Split.Hashed(0.5, null, 1, null))
            .build();
    ReleaseManifest csvManifest =
        loans(LOANS, "ok")
            .id("id")
            .protectBanded("age", "age", "<=25", Use.AUDIT, "<=25", ">25")
            .split(new Split.Hashed(0.5, null, 1, null))
            .build();
    try (Dataset data = Datasets.open(manifest, folder);
        Dataset csv = Datasets.open(csvManifest, folder)) {
      assertThat(data.ids(RowSet.EVALUATION)).isEqualTo(csv.ids(RowSet.EVALUATION));
      assertThat(data.favourable(RowSet.ALL)).isEqualTo(csv.favourable(RowSet.ALL));
      assertThat(data.groupCounts(RowSet.ALL, manifest.data().protectedAttributes()))
          .isEqualTo(csv.groupCounts(RowSet.ALL, manifest.data().protectedAttributes()));
      assertThat(data.frame(RowSet.ALL, List.of("income")).numbers("income"))
          .isEqualTo(csv.frame(RowSet.ALL, List.of("income")).numbers("income"));
    }
  }

  @Test
  void nothingButTheSourceCanBeReadOnceOpen() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    Path source = Files.writeString(folder.resolve("loans.csv"), LOANS);
    try (SourceTable table = FileTable.load(List.of(source), SqlLog.SILENT)) {
      for (String attack :
          List.of(
              "SELECT * FROM read_csv('" + secret + "')",
              "SET enable_external_access = true",
              "SET allowed_paths = ['" + secret + "']",
              "COPY source TO '" + folder.resolve("out.csv") + "'",
              "ATTACH '" + folder.resolve("x.db") + "'",
              "INSTALL httpfs")) {
        assertThatThrownBy(() -> table.session().execute(Sql.of(attack)), attack)
            .isInstanceOf(java.sql.SQLException.class);
      }
    }
  }

  @Test
  void germanCreditIsReadAsItsManifestSays() {
    SharedFiles.find("data/german_credit.csv")
        .ifPresent(
            file -> {
              ReleaseManifest manifest = Manifests.german().build();
              try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
                assertThat(data.count(RowSet.TRAIN) + data.count(RowSet.EVALUATION))
                    .isEqualTo(1000);
                assertThat(data.ids(RowSet.EVALUATION)).contains("G0001");
                assertThat(data.features())
                    .hasSize(18)
                    .doesNotContain("application_id", "credit_risk", "sex", "age");
              }
            });
  }

  private Manifests loans(String csv, String label) {
    try {
      Files.writeString(folder.resolve("loans.csv"), csv);
      return Manifests.over("loans.csv", label, "1");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Dataset open(Manifests manifest) {
    return Datasets.open(manifest.build(), folder);
  }
}
