package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.evaluation.Outcome.Classes;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.gate.Interval;
import dev.countersign.manifest.Band;
import dev.countersign.passport.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is lost against what serves now, as scikit-learn has it, and its intervals beside scipy's
 * BCa bootstrap of whole rows, asked live. The two groups are far from parity, where a bootstrap
 * will do.
 */
class PairedLossesIT {
  private static final int ROWS = 800;
  private static final List<String> GRADES = List.of("a", "b", "c");

  /** Ends may differ by so much of the bootstrap's width: two methods, both approximate. */
  private static final double APART = 0.15;

  /** What holds wherever parity lies is wider than a bootstrap, by so much at most. */
  private static final double CONSERVATIVE = 1.6;

  @TempDir Path folder;

  private final boolean[] woman = new boolean[ROWS];
  private final double[] y = new double[ROWS];
  private final double[] now = new double[ROWS];
  private final double[] was = new double[ROWS];
  private final int[] grade = new int[ROWS];
  private final int[] nowGrade = new int[ROWS];
  private final int[] wasGrade = new int[ROWS];

  private void drawRows() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder csv = new StringBuilder("y,now,was,g,now_g,was_g,sex\n");
    for (int row = 0; row < ROWS; row++) {
      woman[row] = random.nextDouble() < 0.4;
      y[row] = 3 * random.nextGaussian();
      double shared = random.nextGaussian();
      was[row] = y[row] + shared - (woman[row] ? 0.5 : 0);
      now[row] = y[row] + 0.8 * shared + 0.8 * random.nextGaussian() - (woman[row] ? 0.9 : 0);
      grade[row] = random.nextDouble() < (woman[row] ? 0.25 : 0.5) ? 0 : random.nextInt(1, 3);
      wasGrade[row] = random.nextDouble() < 0.85 ? grade[row] : random.nextInt(3);
      nowGrade[row] = random.nextDouble() < 0.9 ? wasGrade[row] : random.nextInt(3);
      csv.append(y[row]).append(',').append(now[row]).append(',').append(was[row]).append(',');
      csv.append(grade[row]).append(',').append(nowGrade[row]).append(',').append(wasGrade[row]);
      csv.append(woman[row] ? ",f\n" : ",m\n");
    }
    Files.writeString(folder.resolve("rows.csv"), csv);
  }

  @Test
  void agreeWithScipyAndScikitLearn() throws Exception {
    drawRows();
    Path out = folder.resolve("losses.json");
    PythonOracle.run(
        "paired_losses.py", folder, folder.resolve("rows.csv").toString(), out.toString());
    JsonNode theirs = Json.mapper().readTree(Files.readAllBytes(out));
    List<Loss> ours = losses();
    assertThat(theirs.size()).isEqualTo(8);
    theirs
        .properties()
        .forEach(
            expected -> {
              Loss loss =
                  ours.stream()
                      .filter(own -> own.metric().equals(expected.getKey()))
                      .findFirst()
                      .orElseThrow();
              agree(loss, expected.getValue());
            });
  }

  private static void agree(Loss ours, JsonNode theirs) {
    Interval interval = ours.measure().interval();
    double low = theirs.path("low").asDouble();
    double high = theirs.path("high").asDouble();
    assertThat(ours.measure().value())
        .as(ours.metric())
        .isCloseTo(theirs.path("value").asDouble(), offset(1e-9));
    double apart = APART * (high - low);
    if (ours.convention().equals(Parity.CONVENTION)) {
      assertThat(interval.low()).as(ours.metric()).isLessThan(low + apart);
      assertThat(interval.high()).as(ours.metric()).isGreaterThan(high - apart);
      assertThat(interval.high() - interval.low()).isLessThan(CONSERVATIVE * (high - low));
    } else {
      assertThat(interval.low()).as(ours.metric()).isCloseTo(low, offset(apart));
      assertThat(interval.high()).as(ours.metric()).isCloseTo(high, offset(apart));
    }
    if (theirs.has("p")) {
      assertThat(ours.test().p()).isCloseTo(theirs.path("p").asDouble(), offset(1e-9));
    }
  }

  private List<Loss> losses() {
    int[] women = IntStream.range(0, ROWS).filter(row -> woman[row]).toArray();
    int[] men = IntStream.range(0, ROWS).filter(row -> !woman[row]).toArray();
    Band positive = Band.parse(">=0");
    Paired<Amounts> numbers =
        new Paired<>(new Amounts(y, now, positive), new Amounts(y, was, positive));
    Paired<Classes> classes =
        new Paired<>(
            new Classes(GRADES, grade, nowGrade, null), new Classes(GRADES, grade, wasGrade, null));
    List<Loss> losses = new ArrayList<>(new AmountLosses().performance(numbers));
    losses.addAll(
        new AmountLosses()
            .parity(numbers.each(all -> all.select(women)), numbers.each(all -> all.select(men))));
    losses.addAll(new ClassLosses().performance(classes));
    losses.addAll(
        new ClassLosses()
            .parity(classes.each(all -> all.select(women)), classes.each(all -> all.select(men))));
    Paired<ScoredRows> decisions = new Paired<>(favoured(nowGrade), favoured(wasGrade));
    losses.add(
        new Loss(
            "disparate-impact",
            "decisions",
            Parity.CONVENTION,
            ROWS,
            ParityLoss.of(
                Fairness.DISPARATE_IMPACT,
                decisions.each(all -> all.select(women)),
                decisions.each(all -> all.select(men))),
            null));
    return losses;
  }

  private ScoredRows favoured(int[] said) {
    boolean[] favourable = new boolean[ROWS];
    boolean[] decided = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      favourable[row] = grade[row] == 0;
      decided[row] = said[row] == 0;
    }
    return new ScoredRows(favourable, null, decided);
  }
}
