package dev.countersign.predictability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.Frame;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PredictabilityTest {
  private static final int ROWS = 2_000;

  @Test
  void aFeatureThatGivesMembersAwayIsFoundAloneAndAmongOthers() {
    boolean[] members = members(0.3);
    Predictability told =
        Predictability.of(
            new Frame(Map.of("noise", noise(1), "copy", copy(members, 0))), members, 1);

    assertThat(told.ranked().getFirst().feature()).isEqualTo("copy");
    assertThat(told.ranked().getFirst().auc()).isEqualTo(1);
    assertThat(told.together(List.of("noise", "copy")).auc()).isEqualTo(1);
  }

  @Test
  void noiseTellsNothing() {
    boolean[] members = members(0.5);
    Frame features = new Frame(Map.of("a", noise(2), "b", noise(3)));

    double area = Predictability.of(features, members, 1).together(List.of("a", "b")).auc();

    assertThat(area).isCloseTo(0.5, within(0.06));
  }

  @Test
  void anInteractionThatNoFeatureShowsAloneIsLearntByAllTogether() {
    double[] a = noise(4).values();
    double[] b = noise(5).values();
    boolean[] members = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      members[row] = a[row] > 0.5 != b[row] > 0.5;
    }
    Frame features = new Frame(Map.of("a", new Frame.Numbers(a), "b", new Frame.Numbers(b)));
    Predictability told = Predictability.of(features, members, 1);

    assertThat(told.ranked().getFirst().auc()).isLessThan(0.7);
    assertThat(told.together(List.of("a", "b")).auc()).isGreaterThan(0.95);
  }

  /** A bare Newton step has no bound where all but certain rows hold one that is wrong. */
  @Test
  void aFewWrongRowsAmongCertainOnesLeaveEveryRowAScore() {
    boolean[] members = members(0.02);
    Frame features = new Frame(Map.of("copy", copy(members, 119), "noise", noise(6)));

    double area = Predictability.of(features, members, 1).together(List.of("copy", "noise")).auc();

    assertThat(area).isBetween(0.8, 1.0);
  }

  @Test
  void theSameRowsAndSeedGiveTheSameAreasWhateverRunsBesides() {
    boolean[] members = members(0.3);
    Frame features = new Frame(Map.of("a", noise(8), "b", copy(members, 51)));

    List<Double> areas =
        List.of(1, 2, 3, 4).parallelStream()
            .map(time -> Predictability.of(features, members, 1).together(List.of("a", "b")).auc())
            .distinct()
            .toList();

    assertThat(areas).hasSize(1);
  }

  private static boolean[] members(double share) {
    SplittableRandom random = new SplittableRandom(42);
    boolean[] members = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      members[row] = random.nextDouble() < share;
    }
    return members;
  }

  private static Frame.Numbers noise(long seed) {
    return new Frame.Numbers(new SplittableRandom(seed).doubles(ROWS).toArray());
  }

  /**
   * The members themselves.
   *
   * @param wrongEvery one of so many rows is turned; 0 for none
   */
  private static Frame.Numbers copy(boolean[] members, int wrongEvery) {
    double[] copy = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      boolean turned = wrongEvery > 0 && row % wrongEvery == 0;
      copy[row] = members[row] != turned ? 1 : 0;
    }
    return new Frame.Numbers(copy);
  }
}
