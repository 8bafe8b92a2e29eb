package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.DataFacts.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataValidationTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("application", false),
          new Column("household", true),
          new Column("repaid", false),
          new Column("sex", false),
          new Column("age", true),
          new Column("name", false),
          new Column("income", true));
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "application", IntStream.range(0, 500).mapToObj(i -> "A" + i).toList(),
          "repaid", List.of("bad", "good"),
          "sex", List.of("female", "male"),
          "age", IntStream.rangeClosed(18, 80).mapToObj(Integer::toString).toList());

  @Test
  void dataThatFitsIsFine() {
    assertThat(check(Manifests.COMPLETE, COLUMNS, VALUES)).isEmpty();
  }

  @Test
  void onlyValuesThatDecideAnythingAreAskedFor() {
    assertThat(DataNeeds.of(ManifestReader.read(Manifests.COMPLETE)).valuesOf())
        .containsExactly("age", "application", "repaid", "sex");
  }

  @Test
  void aColumnThatIsNotThereGetsTheNearest() {
    one(
        check(Manifests.COMPLETE.replace("exclude: [sex, age]", "exclude: [sexx, age]")),
        "data.features.exclude[0]",
        "'sexx' is no column",
        "Write 'sex'");
  }

  @Test
  void aColumnLikeNoOtherGetsTheList() {
    one(
        check(Manifests.COMPLETE.replace("conditionOn: [income]", "conditionOn: [profession]")),
        "gates.data-audit.conditionOn[0]",
        "'profession' is no column",
        "Columns are application, household");
  }

  @Test
  void theFavourableValueOccurs() {
    one(
        check(Manifests.COMPLETE.replace("favourable: good", "favourable: Good")),
        "data.label.favourable",
        "'Good' is not among the label's values: bad, good",
        "Write 'good'");
  }

  @Test
  void theReferenceOccurs() {
    one(
        check(Manifests.COMPLETE.replace("reference: male", "reference: M")),
        "data.protected[0].reference",
        "'M' is not among the values female, male",
        "as it stands in the data");
  }

  @Test
  void aLabelOfOneClassTeachesNothing() {
    one(with("repaid", "good"), "data.label.column", "holds a single class, good", "other data");
  }

  @Test
  void aLabelWithoutValuesTeachesNothing() {
    assertThat(with("repaid")).extracting(Problem::message).contains("holds no value at all");
  }

  @Test
  void oneGroupIsNothingToCompare() {
    one(with("sex", "male"), "data.protected[0].column", "makes one group, male", "two groups");
  }

  @Test
  void anEmptyBandIsNamed() {
    one(
        with("age", "20", "30"),
        "data.protected[1].bands[2]",
        "the group >60 is empty",
        "Choose bands");
  }

  @Test
  void valuesInNoBandAreNamed() {
    one(
        with("age", "20", "25.5", "30", "70"),
        "data.protected[1].bands",
        "leave out rows with 25.5",
        "nobody passes unseen");
  }

  @Test
  void bandsNeedNumbers() {
    List<Column> texts = replaced(new Column("age", false));
    one(
        check(Manifests.COMPLETE, texts, VALUES),
        "data.protected[1].bands",
        "'age' holds texts",
        "Leave bands out");
  }

  @Test
  void numbersNeedBands() {
    String unbanded =
        Manifests.COMPLETE
            .replace("      bands: [\"<=25\", \"26..60\", \">60\"]\n", "")
            .replace("reference: 26..60", "reference: \"30\"");
    one(check(unbanded), "data.protected[1]", "every number would be a group", "Add bands");
  }

  @Test
  void anIdIdentifiesRows() {
    one(
        with("application", "A1", "A2"),
        "data.id",
        "2 values in 500 rows",
        "different in every row");
  }

  @Test
  void aValueOfTheSplitColumnOccurs() {
    String split =
        Manifests.COMPLETE.replace(
            "{evaluation: 0.3, calibration: 0.2, seed: 7, group: household}",
            "{column: household, train: train, evaluation: test, calibration: cal}");
    Map<String, List<String>> values = new HashMap<>(VALUES);
    values.put("household", List.of("train", "tests", "cal"));
    one(
        check(split, COLUMNS, values),
        "data.split.evaluation",
        "'test' is not among the split column's values",
        "Write 'tests'");
  }

  @Test
  void decisionsAreWrittenAsTheLabelIs() {
    String predictions = Manifests.MINIMAL + "predictions: {column: decided}\n";
    List<Column> columns = List.of(new Column("spam", false), new Column("decided", false));
    Map<String, List<String>> values =
        Map.of("spam", List.of("no", "yes"), "decided", List.of("NO", "YES"));
    one(
        check(predictions, columns, values),
        "predictions.column",
        "holds 'NO', which is none of the label's values",
        "threshold");
  }

  @Test
  void aThresholdNeedsScores() {
    String predictions = Manifests.MINIMAL + "predictions: {column: decided, threshold: 0.5}\n";
    List<Column> columns = List.of(new Column("spam", false), new Column("decided", false));
    one(
        check(predictions, columns, Map.of("spam", List.of("no", "yes"))),
        "predictions.column",
        "a threshold needs scores",
        "leave threshold out");
  }

  @Test
  void noRowsAreNoData() {
    ManifestReading reading = ManifestReader.read(Manifests.COMPLETE);
    one(
        DataValidation.check(reading, new DataFacts(0, COLUMNS, Map.of())),
        "data.source",
        "holds no rows",
        "below its header");
  }

  @Test
  void somethingIsLeftToLearnFrom() {
    String all =
        Manifests.COMPLETE.replace("exclude: [sex, age]", "exclude: [sex, age, household, income]");
    one(check(all), "data.features", "no column to learn from", "Exclude fewer");
  }

  @Test
  void valuesThatMayNotBeAllAreNotHeldAgainstAnybody() {
    Map<String, List<String>> values = new HashMap<>(VALUES);
    values.put("repaid", IntStream.range(0, DataFacts.MAX_VALUES).mapToObj(i -> "v" + i).toList());
    assertThat(check(Manifests.COMPLETE, COLUMNS, values)).isEmpty();
  }

  private static List<Problem> with(String column, String... only) {
    Map<String, List<String>> values = new HashMap<>(VALUES);
    values.put(column, List.of(only));
    return check(Manifests.COMPLETE, COLUMNS, values);
  }

  private static List<Column> replaced(Column column) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    columns.replaceAll(c -> c.name().equals(column.name()) ? column : c);
    return columns;
  }

  private static List<Problem> check(String manifest) {
    return check(manifest, COLUMNS, VALUES);
  }

  private static List<Problem> check(
      String manifest, List<Column> columns, Map<String, List<String>> values) {
    ManifestReading reading = ManifestReader.read(manifest);
    assertThat(reading.problems()).isEmpty();
    return DataValidation.check(reading, new DataFacts(500, columns, values));
  }

  private static void one(List<Problem> problems, String path, String message, String remedy) {
    assertThat(problems).hasSize(1);
    Problem problem = problems.getFirst();
    assertThat(problem.path()).isEqualTo(path);
    assertThat(problem.line()).isPositive();
    assertThat(problem.message()).contains(message);
    assertThat(problem.remedy()).contains(remedy);
  }
}
