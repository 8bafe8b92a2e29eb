package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.evaluation.Calibration.Bin;
import dev.countersign.gate.Interval;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int ROWS = 20;

  /** Ten bins that expect hardly a favourable row. */
  private static List<Bin> rare(double score) {
    return new ArrayList<>(Collections.nCopies(10, new Bin(score, new Proportion(0, ROWS))));
  }

  @Test
  void binsWithoutAFavourableRowBoundTheErrorByTheExactLimitOfNone() {
    Interval interval = new Calibration(rare(0.01)).simultaneous(0.95);
    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isCloseTo(1 - Math.pow(0.0025, 1.0 / ROWS) - 0.01, within(1e-9));
  }

  @Test
  void aLoneFavourableRowWhereATenthOfOneIsExpectedIsNoErrorYet() {
    List<Bin> bins = rare(0.005);
    bins.set(9, new Bin(0.005, new Proportion(1, ROWS)));
    assertThat(new Calibration(bins).simultaneous(0.95).low()).isZero();
  }

  @Test
  void scoresFarFromTheirSharesAreAnErrorOfAtLeastTheirExactDistance() {
    Calibration bins =
        new Calibration(Collections.nCopies(10, new Bin(0.5, new Proportion(0, 40))));
    Interval interval = bins.simultaneous(0.95);
    assertThat(bins.expectedError()).isEqualTo(0.5);
    assertThat(interval.low()).isCloseTo(0.5 - (1 - Math.pow(0.0025, 1.0 / 40)), within(1e-9));
    assertThat(interval.high()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void everyRowIsFoundInTheBinItWasCountedIn() {
    double[] scores = {0.9, 0.2, 0.4, 0.2, 0.2, 0.7, 0.4, 0.8, 0.2, 0.1};
    boolean[] favourable = new boolean[scores.length];
    Calibration bins = Calibration.equalFrequency(ScoreCounts.of(scores, favourable), 5);
    assertThat(bins.binOf(scores)).containsExactly(4, 0, 1, 0, 0, 2, 1, 3, 0, 0);
    assertThat(bins.bins())
        .extracting(bin -> bin.favourable().trials())
        .containsExactly(5L, 2L, 1L, 1L, 1L);
  }
}
