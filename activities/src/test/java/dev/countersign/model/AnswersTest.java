package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.manifest.Band;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a model's outputs mean, and what of its answers decides. */
class AnswersTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  @Property
  void aClassIsFavourableExactlyWhereItIsTheMostProbable(
      @ForAll @Size(3) List<@IntRange(min = 0, max = 4) Integer> shares,
      @ForAll @IntRange(min = 0, max = 2) int favourable) {
    double sum = shares.stream().mapToInt(Integer::intValue).sum();
    Assume.that(sum > 0);
    double[] row = shares.stream().mapToDouble(share -> share / sum).toArray();
    var answers = new Answers.Classes(ABC, favourable, row);
    double score = answers.scores()[0];
    assertThat(score).isBetween(0.0, 1.0);
    assertThat(score >= answers.threshold()).isEqualTo(answers.predicted(0) == favourable);
    assertThat(answers.explained()).containsExactly(row[favourable]);
  }

  @Property
  void ofTwoClassesTheScoreIsTheProbability(
      @ForAll @DoubleRange(min = 0, max = 1) double favourable) {
    var answers =
        new Answers.Classes(List.of("no", "yes"), 1, new double[] {1 - favourable, favourable});
    assertThat(answers.scores()[0]).isCloseTo(favourable, within(1e-12));
  }

  @Example
  void ofClassesAsProbableTheFirstIsPredicted() {
    double[] even = {0.4, 0.4, 0.2};
    assertThat(new Answers.Classes(ABC, 0, even).predicted(0)).isZero();
    assertThat(new Answers.Classes(ABC, 0, even).scores()[0]).isEqualTo(0.5);
    assertThat(new Answers.Classes(ABC, 1, even).scores()[0]).isLessThan(0.5);
    assertThat(new Answers.Classes(ABC, 1, even).said(0))
        .isEqualTo("the class is a, with probability 0.4000");
  }

  @Property
  void aNumberIsFavourableExactlyWithinTheRange(
      @ForAll @IntRange(min = -3, max = 8) int whole, @ForAll boolean half) {
    double value = whole + (half ? 0.5 : 0);
    for (String range : List.of(">=2", ">2", "<=2", "<2", "1..5", "2..2")) {
      Band band = Band.parse(range);
      var answers = new Answers.Amounts(new double[] {value}, band);
      assertThat(answers.scores()[0] >= answers.threshold())
          .as("%s in %s", value, range)
          .isEqualTo(band.contains(value));
    }
  }

  @Example
  void theScoreOfANumberIsItsDistanceFromTheNearestEnd() {
    var answers = new Answers.Amounts(new double[] {0, 2, 4.5, 9}, Band.parse("1..5"));
    assertThat(answers.scores()).containsExactly(-1, 1, 0.5, -4);
    assertThat(answers.explained()).containsExactly(0, 2, 4.5, 9);
    assertThat(answers.said(2)).isEqualTo("the prediction is 4.50000");
  }

  @Example
  void anAnswerOfAnotherTaskIsRefused() {
    assertRefused(new Outputs.TwoClasses(2), "has 2 classes, counted from 0", 0.3);
    assertRefused(new Outputs.TwoClasses(1), "no probability in [0, 1]", 1.5);
    var classes = new Outputs.Classes(ABC, "b");
    assertRefused(classes, "answers 2 numbers a row, but data.label.classes names 3", 0.5, 0.5);
    assertRefused(classes, "answers for row 7 (counted from 0) add up to 1.5", 0.5, 0.5, 0.5);
    assertRefused(classes, "no probability in [0, 1]", -1, 1, 1);
    var amount = new Outputs.Amount(Band.parse(">=2"));
    assertRefused(amount, "answers 2 numbers a row, but data.label.task is regression", 1, 2);
    assertRefused(amount, "answers NaN for row 7", Double.NaN);
  }

  private static void assertRefused(Outputs outputs, String complaint, double... entry) {
    assertThatThrownBy(() -> outputs.keep(entry, 7, new double[3], 0))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(complaint);
  }

  @Example
  void oneNumberOfTwoClassesIsTheProbabilityOfTheSecond() {
    double[] kept = new double[1];
    new Outputs.TwoClasses(0).keep(new double[] {0.3}, 0, kept, 0);
    assertThat(kept[0]).isCloseTo(0.7, within(1e-12));
    new Outputs.TwoClasses(0).keep(new double[] {0.3, 0.7}, 0, kept, 0);
    assertThat(kept[0]).isEqualTo(0.3);
  }
}
