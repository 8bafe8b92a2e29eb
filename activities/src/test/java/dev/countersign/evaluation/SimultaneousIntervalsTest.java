package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.evaluation.EvaluationReport.Compared;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Interval;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.passport.Json;
import dev.countersign.stats.LargestDifference;
import dev.countersign.stats.LargestDifference.Pair;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside the interval that decides, every comparison shows one that holds with the others. */
class SimultaneousIntervalsTest {
  private static final int ROWS = 180;
  private static final List<String> REGIONS = List.of("east", "north", "south", "west");
  private static final List<String> SEXES = List.of("f", "m");

  @TempDir Path folder;

  private static double actual(int row) {
    return row * 37 % 101;
  }

  private static double predicted(int row) {
    return row * 53 % 103;
  }

  private static String grade(double amount) {
    return amount < 33 ? "a" : amount < 66 ? "b" : "c";
  }

  private List<Compared> comparisons(Task task) throws IOException {
    StringBuilder csv =
        new StringBuilder("amount,amount_said,grade,grade_said,yes,score,sex,region");
    for (int row = 0; row < ROWS; row++) {
      double truth = actual(row);
      double said = predicted(row);
      csv.append('\n').append(truth).append(',').append(said);
      csv.append(',').append(grade(truth)).append(',').append(grade(said));
      csv.append(',').append(truth < 66 ? "no" : "yes").append(',').append(said / 103);
      csv.append(',').append(SEXES.get(row % 2)).append(',').append(REGIONS.get(row / 2 % 4));
    }
    Files.writeString(folder.resolve("t.csv"), csv.append('\n'));
    Manifests manifest =
        switch (task) {
          case CLASSIFICATION ->
              Manifests.over("t.csv", "yes", "yes").predictions(said("score", 0.5));
          case REGRESSION ->
              Manifests.over("t.csv", "amount", ">=66", task)
                  .predictions(said("amount_said", null));
          case MULTI_CLASS ->
              Manifests.over("t.csv", "grade", "c", task).predictions(said("grade_said", null));
        };
    manifest.protect("sex", "sex", "m").protect("region", "region", "east");
    try (Contexts contexts = Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
      GateResult result = new EvaluationGate().run(contexts.build());
      byte[] json = contexts.evidence().get(result.artifacts().getFirst().digest());
      return Json.read(json, EvaluationReport.class).comparisons();
    }
  }

  private static PredictionsSpec said(String column, Double threshold) {
    return new PredictionsSpec(column, threshold);
  }

  private static Compared of(List<Compared> comparisons, String metric, String group) {
    return comparisons.stream()
        .filter(c -> c.metric().equals(metric) && c.group().equals(group))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + metric + " of " + group));
  }

  @ParameterizedTest
  @EnumSource
  void everyComparisonWithAnIntervalHasOneForDisplayAtOneLessAlphaByTheOtherGroups(Task task)
      throws IOException {
    List<Compared> comparisons = comparisons(task);
    for (Compared compared : comparisons) {
      Interval alone = compared.estimate().interval();
      Interval together = compared.simultaneous();
      assertThat(together == null).as(compared.toString()).isEqualTo(alone == null);
      if (alone != null && together != null) {
        int others =
            switch (compared.attribute()) {
              case "sex" -> 1;
              case "region" -> 3;
              default -> 7;
            };
        assertThat(together.confidence()).isCloseTo(1 - 0.05 / others, within(1e-12));
        assertThat(together.method()).isEqualTo(alone.method());
        assertThat(together.low()).isLessThanOrEqualTo(alone.low());
        assertThat(together.high()).isGreaterThanOrEqualTo(alone.high());
      }
    }
    assertThat(comparisons.stream().filter(c -> c.simultaneous() != null).map(Compared::attribute))
        .contains("sex", "region", "region & sex");
  }

  @Test
  void ofNumbersItIsWelchsAtThatConfidence() throws IOException {
    Compared north = of(comparisons(Task.REGRESSION), "mean-error-difference", "north");
    Interval expected = errors("north").minus(errors("east"), 1 - 0.05 / 3);
    assertThat(north.reference()).isEqualTo("east");
    assertThat(north.simultaneous().low()).isCloseTo(expected.low(), within(1e-9));
    assertThat(north.simultaneous().high()).isCloseTo(expected.high(), within(1e-9));
    assertThat(north.simultaneous().high()).isGreaterThan(north.estimate().interval().high());
  }

  private static IntStream rowsOf(String region) {
    return IntStream.range(0, ROWS).filter(row -> REGIONS.get(row / 2 % 4).equals(region));
  }

  private static Mean errors(String region) {
    return Mean.of(rowsOf(region).mapToDouble(row -> predicted(row) - actual(row)).toArray());
  }

  @Test
  void ofClassesItIsTheLargestOfNewcombesAtThatConfidence() throws IOException {
    Compared south = of(comparisons(Task.MULTI_CLASS), "class-rate-difference", "south");
    List<Pair> rates =
        List.of("a", "b", "c").stream()
            .map(grade -> new Pair(rate("south", grade), rate("east", grade)))
            .toList();
    Interval expected = new LargestDifference(rates).interval(1 - 0.05 / 3);
    assertThat(Objects.requireNonNull(south.estimate().value()))
        .isCloseTo(new LargestDifference(rates).value(), within(1e-12));
    assertThat(south.simultaneous().high()).isCloseTo(expected.high(), within(1e-9));
    assertThat(south.simultaneous().high()).isGreaterThan(south.estimate().interval().high());
  }

  private static Proportion rate(String region, String grade) {
    long hits = rowsOf(region).filter(row -> grade(predicted(row)).equals(grade)).count();
    return new Proportion(hits, rowsOf(region).count());
  }
}
