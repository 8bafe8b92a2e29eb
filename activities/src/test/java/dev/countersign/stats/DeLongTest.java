package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeLongTest {
  @Property(tries = 50)
  void areaAndVarianceAreThoseOfTheDefinition(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 10 + random.nextInt(40);
    double[] scores = new double[n];
    double[] others = new double[n];
    boolean[] positive = new boolean[n];
    for (int i = 0; i < n; i++) {
      positive[i] = i < 3 || (i >= 6 && random.nextBoolean());
      scores[i] = random.nextInt(8) + (positive[i] ? 1 : 0);
      others[i] = random.nextInt(8) + (positive[i] ? 2 : 0);
    }
    DeLong one = DeLong.of(scores, positive);
    DeLong other = DeLong.of(others, positive);
    Brute brute = Brute.of(scores, positive);
    assertThat(one.auc()).isCloseTo(brute.auc, within(1e-12));
    assertThat(one.variance()).isCloseTo(brute.covariance(brute), within(1e-12));
    assertThat(one.covariance(other))
        .isCloseTo(brute.covariance(Brute.of(others, positive)), within(1e-12));
  }

  private record Brute(double auc, double[] of, double[] against) {
    static Brute of(double[] scores, boolean[] positive) {
      int m = 0;
      for (boolean p : positive) {
        m += p ? 1 : 0;
      }
      double[] of = new double[m];
      double[] against = new double[scores.length - m];
      double sum = 0;
      for (int i = 0, a = 0, b = 0; i < scores.length; i++) {
        double wins = 0;
        for (int j = 0; j < scores.length; j++) {
          if (positive[i] != positive[j]) {
            double mine = positive[i] ? scores[i] - scores[j] : scores[j] - scores[i];
            wins += mine > 0 ? 1 : mine == 0 ? 0.5 : 0;
          }
        }
        if (positive[i]) {
          of[a++] = wins / against.length;
          sum += wins / against.length / m;
        } else {
          against[b++] = wins / m;
        }
      }
      return new Brute(sum, of, against);
    }

    double covariance(Brute other) {
      double one = 0;
      for (int i = 0; i < of.length; i++) {
        one += (of[i] - auc) * (other.of[i] - other.auc) / (of.length - 1) / of.length;
      }
      double two = 0;
      for (int i = 0; i < against.length; i++) {
        two +=
            (against[i] - auc)
                * (other.against[i] - other.auc)
                / (against.length - 1)
                / against.length;
      }
      return one + two;
    }
  }

  @Test
  void perfectlyPartedClassesStillHaveAnInterval() {
    Interval interval =
        DeLong.of(
                new double[] {1, 2, 3, 4, 5, 6},
                new boolean[] {false, false, false, true, true, true})
            .interval(0.95);
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.4, 0.9);
    assertThat(interval.method()).isEqualTo("Newcombe score");
  }

  @Test
  void aScoreComparedWithItselfDiffersByNothing() {
    double[] scores = {1, 4, 2, 5, 3};
    DeLong one = DeLong.of(scores, new boolean[] {false, true, true, true, false});
    Interval none = one.differenceFrom(one, 0.95);
    assertThat(none.low()).isCloseTo(0, within(1e-9));
    assertThat(none.high()).isCloseTo(0, within(1e-9));
  }

  @Test
  void oneClassHasNoCurve() {
    assertThatThrownBy(() -> DeLong.of(new double[] {1, 2}, new boolean[] {true, true}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DeLong.of(new double[] {1, Double.NaN}, new boolean[] {true, false}))
        .hasMessageContaining("row 1 has no score");
  }
}
