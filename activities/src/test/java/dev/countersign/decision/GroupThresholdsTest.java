package dev.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.decision.GroupThresholds.Setting;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.MitigationSpec.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupThresholdsTest {
  private static final int ROWS = 4000;

  /** Scores that are calibrated for both groups, whose base rates differ. */
  private record Scored(double[] scores, boolean[] favourable, List<@Nullable String> groups) {
    static Scored draw(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] scores = new double[ROWS];
      boolean[] favourable = new boolean[ROWS];
      List<@Nullable String> groups = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        boolean a = random.nextDouble() < 0.6;
        groups.add(a ? "a" : "b");
        double margin = random.nextGaussian() * 1.5 + (a ? 0.5 : -0.5);
        scores[i] = 1 / (1 + Math.exp(-margin));
        favourable[i] = random.nextDouble() < scores[i];
      }
      return new Scored(scores, favourable, groups);
    }

    List<Setting> frontier(Constraint constraint) {
      return new ThresholdSearch(ThresholdGoal.of(constraint), scores, favourable, groups, 0.5)
          .frontier();
    }
  }

  @ParameterizedTest
  @EnumSource(Constraint.class)
  void evensOutWhatIsAskedAtLittleCost(Constraint constraint) {
    Scored scored = Scored.draw(3);
    GroupThresholds fitted =
        GroupThresholds.fit(
            List.of(), constraint, scored.scores(), scored.favourable(), scored.groups(), 0.5);
    assertThat(fitted.chosen().disparity()).isLessThanOrEqualTo(ThresholdGoal.TOLERANCE);
    assertThat(disparity(scored, 0.5)).isGreaterThan(0.2);
    assertThat(fitted.chosen().accuracy()).isGreaterThan(0.65);
    assertThat(fitted.chosen().thresholds().get("b"))
        .isLessThan(fitted.chosen().thresholds().get("a"));
  }

  private static double disparity(Scored scored, double threshold) {
    double[] selected = new double[2];
    double[] all = new double[2];
    for (int i = 0; i < ROWS; i++) {
      int g = "a".equals(scored.groups().get(i)) ? 0 : 1;
      all[g]++;
      selected[g] += scored.scores()[i] >= threshold ? 1 : 0;
    }
    return Math.abs(selected[0] / all[0] - selected[1] / all[1]);
  }

  @Test
  void theFrontierTradesEvennessForAccuracy() {
    List<Setting> frontier = Scored.draw(5).frontier(Constraint.DEMOGRAPHIC_PARITY);
    assertThat(frontier).hasSizeGreaterThan(3);
    for (int i = 1; i < frontier.size(); i++) {
      assertThat(frontier.get(i).disparity()).isGreaterThan(frontier.get(i - 1).disparity());
      assertThat(frontier.get(i).accuracy()).isGreaterThan(frontier.get(i - 1).accuracy());
    }
  }

  @Test
  void theSameRowsGiveTheSameThresholds() {
    assertThat(Scored.draw(7).frontier(Constraint.EQUALIZED_ODDS))
        .isEqualTo(Scored.draw(7).frontier(Constraint.EQUALIZED_ODDS));
  }

  @Test
  void settingsComeToWhatTheySay() {
    Scored scored = Scored.draw(9);
    for (Setting setting : scored.frontier(Constraint.EQUAL_OPPORTUNITY)) {
      long right = 0;
      double[] hits = new double[2];
      double[] positives = new double[2];
      for (int i = 0; i < ROWS; i++) {
        boolean decided =
            scored.scores()[i] >= setting.thresholds().get(String.valueOf(scored.groups().get(i)));
        right += decided == scored.favourable()[i] ? 1 : 0;
        int g = "a".equals(scored.groups().get(i)) ? 0 : 1;
        positives[g] += scored.favourable()[i] ? 1 : 0;
        hits[g] += scored.favourable()[i] && decided ? 1 : 0;
      }
      assertThat(setting.accuracy()).isEqualTo((double) right / ROWS);
      assertThat(setting.disparity())
          .isEqualTo(Math.abs(hits[0] / positives[0] - hits[1] / positives[1]));
    }
  }

  @Test
  void withoutAnybodyInAGroupNothingIsFitted() {
    List<@Nullable String> nobody = new ArrayList<>();
    nobody.add(null);
    assertThatThrownBy(
            () ->
                new ThresholdSearch(
                    ThresholdGoal.of(Constraint.EQUALIZED_ODDS),
                    new double[] {0.5},
                    new boolean[] {true},
                    nobody,
                    0.5))
        .hasMessageContaining("no calibration row is in a group");
  }

  @ParameterizedTest
  @EnumSource(Constraint.class)
  void theRejectOptionMovesGroupsTowardEachOtherAroundOneThreshold(Constraint constraint) {
    Scored scored = Scored.draw(3);
    ThresholdGoal goal =
        new ThresholdGoal(Method.REJECT_OPTION, constraint, Objective.BALANCED_ACCURACY, 0.05);
    GroupThresholds fitted =
        GroupThresholds.fit(
            List.of(), goal, scored.scores(), scored.favourable(), scored.groups(), 0.5);
    assertThat(fitted.chosen().disparity()).isLessThanOrEqualTo(0.05);
    assertThat(fitted.before().disparity()).isGreaterThan(0.1);
    assertThat(fitted.chosen().balancedAccuracy()).isGreaterThan(0.65);
    assertThat(fitted.chosen().thresholds().get("b"))
        .isLessThan(fitted.chosen().thresholds().get("a"));
  }

  /** Two large groups, and a small one whose scores lie high though no label is favourable. */
  private static GroupThresholds withSmallGroup(Constraint constraint, int large, int small) {
    SplittableRandom random = new SplittableRandom(2);
    double[] scores = new double[large + small];
    boolean[] favourable = new boolean[large + small];
    List<@Nullable String> groups = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      groups.add(i >= large ? "c" : i % 2 == 0 ? "a" : "b");
      scores[i] = i >= large ? 0.55 + 0.1 * (i % 4) : random.nextDouble();
      favourable[i] = i < large && random.nextDouble() < scores[i];
    }
    ProtectedAttribute race = new ProtectedAttribute("race", "race", null, "a", Use.DECISION);
    return GroupThresholds.fit(List.of(race), constraint, scores, favourable, groups, 0.5);
  }

  @ParameterizedTest
  @EnumSource(Constraint.class)
  void aGroupOfFewPeopleKeepsTheCommonThresholdAndTheRuleSaysSo(Constraint constraint) {
    GroupThresholds fitted = withSmallGroup(constraint, 2000, 4);
    assertThat(fitted.chosen().thresholds()).containsOnlyKeys("a", "b");
    assertThat(fitted.unfitted()).containsExactly("c");
    List<@Nullable String> groups = List.of("c", "nobody");
    assertThat(fitted.perRow(attribute -> groups)).containsExactly(0.5, 0.5);
    assertThat(fitted.words()).contains("otherwise 0.5, as for c (fewer than 20 calibration rows");
    assertThat(DecisionRule.of(fitted).unfitted()).containsExactly("c");
    assertThat(DecisionRule.of(fitted).why())
        .contains("Left out of these differences, and decided by the common threshold: c (fewer");
  }

  @Test
  void manyRowsWithoutTheLabelThatCountsAreNoMoreThanFew() {
    assertThat(withSmallGroup(Constraint.EQUAL_OPPORTUNITY, 2000, 400).unfitted())
        .containsExactly("c");
    assertThat(withSmallGroup(Constraint.DEMOGRAPHIC_PARITY, 2000, 400).unfitted()).isEmpty();
  }

  @Test
  void nothingIsFittedWhereFewerThanTwoGroupsHaveRowsEnough() {
    GroupThresholds fitted = withSmallGroup(Constraint.DEMOGRAPHIC_PARITY, 30, 25);
    assertThat(fitted.unfitted()).containsExactly("a", "b", "c");
    assertThat(fitted.chosen().thresholds()).isEmpty();
    assertThat(fitted.chosen().disparity()).isGreaterThan(0.3);
    assertThat(DecisionRule.of(fitted).why())
        .startsWith("No group has a threshold of its own, because fewer than two");
    assertThat(DecisionRule.tradeOff(fitted)).contains("<svg");
  }

  @Test
  void theRuleSaysWhyItWasChosenAndDrawsWhatElseThereWas() {
    Scored scored = Scored.draw(3);
    GroupThresholds fitted =
        GroupThresholds.fit(
            List.of(),
            Constraint.DEMOGRAPHIC_PARITY,
            scored.scores(),
            scored.favourable(),
            scored.groups(),
            0.5);
    assertThat(DecisionRule.of(fitted).why())
        .startsWith("Chosen because of the settings whose groups differ by at most 0.02")
        .contains("accuracy went from");
    assertThat(DecisionRule.tradeOff(fitted)).contains("<svg", "in use", "one for all");
  }
}
