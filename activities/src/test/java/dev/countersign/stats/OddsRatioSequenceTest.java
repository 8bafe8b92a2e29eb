package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Interval;
import dev.countersign.stats.OddsRatioSequence.Arms;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** False alarms and power, at 600 requests a minute looked at every minute. */
class OddsRatioSequenceTest {
  private static final int PER_MINUTE = 600;
  private static final double RATE = 0.01;

  @Test
  void bracketsAKnownRatioAndNarrowsAsMoreIsSeen() {
    OddsRatioSequence sequence = new OddsRatioSequence();
    Interval early = sequence.look(arms(40, 1000, 20, 1000), 0.95);
    Interval late = sequence.look(arms(4000, 100_000, 2000, 100_000), 0.95);
    double truth = 0.04 / 0.96 / (0.02 / 0.98);
    assertThat(truth).isBetween(early.low(), early.high()).isBetween(late.low(), late.high());
    assertThat(late.high() - late.low()).isLessThan(early.high() - early.low());
    assertThat(late.low()).isGreaterThan(1.5);
  }

  @Test
  void saysNothingWithoutErrorsOrWithOneArmOnly() {
    assertThat(new OddsRatioSequence().look(arms(0, 1000, 0, 1000), 0.95).low()).isZero();
    assertThat(new OddsRatioSequence().look(arms(900, 1000, 0, 0), 0.95).low()).isZero();
  }

  @Test
  void goesOnFromWhatWasKept() {
    OddsRatioSequence whole = new OddsRatioSequence();
    var _ = whole.look(arms(30, 400, 20, 3000), 0.95);
    OddsRatioSequence resumed = new OddsRatioSequence(whole.state());
    assertThat(resumed.look(arms(60, 800, 40, 6000), 0.95))
        .isEqualTo(whole.look(arms(60, 800, 40, 6000), 0.95));
  }

  @Test
  void aCounterThatBeganAnewIsNoNegativeCount() {
    OddsRatioSequence sequence = new OddsRatioSequence();
    Interval before = sequence.look(arms(30, 400, 20, 3000), 0.95);
    Interval after = sequence.look(arms(1, 10, 0, 30), 0.95);
    assertThat(after.low()).isGreaterThanOrEqualTo(before.low());
  }

  @Test
  void equalArmsRarelyLookDifferentHoweverOftenOneLooks() {
    assertThat(alarms(2000, 60, 0.05, minute -> RATE, 1, 0.95).share()).isLessThan(0.025);
  }

  @Test
  void aRateThatTriplesWhileTheShareGrowsIsNoDifference() {
    SplittableRandom chance = new SplittableRandom(11);
    int runs = 1000;
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      OddsRatioSequence sequence = new OddsRatioSequence();
      long[] seen = new long[4];
      double low = 0;
      for (int minute = 0; minute < 60; minute++) {
        double share = minute < 20 ? 0.05 : minute < 40 ? 0.25 : 0.5;
        double rate = RATE * (1 + minute / 30.0);
        low = minuteOf(chance, seen, share, rate, 1, sequence, 0.95).low();
      }
      alarms += low > 1 ? 1 : 0;
    }
    assertThat(alarms / (double) runs).isLessThan(0.025);
  }

  @Test
  void aDoubledErrorRateIsFoundWithinNinetyMinutesInNineOfTen() {
    assertThat(alarms(600, 90, 0.05, minute -> RATE, 2, 0.9).share())
        .as("at 5 % a side")
        .isGreaterThan(0.9);
  }

  @Test
  void evenAtATenthOfTheLevelWithinTwoHours() {
    assertThat(alarms(600, 120, 0.05, minute -> RATE, 2, 0.99).share())
        .as("at .5 % a side")
        .isGreaterThan(0.9);
  }

  @Test
  void lookingAtAFixedIntervalEachMinuteWouldCryWolf() {
    SplittableRandom chance = new SplittableRandom(5);
    int runs = 500;
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      long[] seen = new long[4];
      boolean alarm = false;
      for (int minute = 0; minute < 60; minute++) {
        count(chance, seen, 0.5, 0.05, 1);
        alarm |=
            Difference.newcombe(
                        new Proportion(seen[0], seen[1]), new Proportion(seen[2], seen[3]), 0.95)
                    .low()
                > 0;
      }
      alarms += alarm ? 1 : 0;
    }
    assertThat(alarms / (double) runs).as("one side of 33 %%").isCloseTo(0.165, within(0.05));
  }

  private record Alarms(double share) {}

  private static Alarms alarms(
      int runs,
      int minutes,
      double share,
      IntToDoubleFunction rate,
      double ratio,
      double confidence) {
    SplittableRandom chance = new SplittableRandom(3);
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      OddsRatioSequence sequence = new OddsRatioSequence();
      long[] seen = new long[4];
      boolean alarm = false;
      for (int minute = 0; minute < minutes && !alarm; minute++) {
        alarm =
            minuteOf(chance, seen, share, rate.applyAsDouble(minute), ratio, sequence, confidence)
                    .low()
                > 1;
      }
      alarms += alarm ? 1 : 0;
    }
    return new Alarms(alarms / (double) runs);
  }

  private static Interval minuteOf(
      SplittableRandom chance,
      long[] seen,
      double share,
      double rate,
      double ratio,
      OddsRatioSequence sequence,
      double confidence) {
    count(chance, seen, share, rate, ratio);
    return sequence.look(arms(seen[0], seen[1], seen[2], seen[3]), confidence);
  }

  /** A minute of requests: errors and requests of the first arm, then of the second. */
  private static void count(
      SplittableRandom chance, long[] seen, double share, double rate, double ratio) {
    for (int request = 0; request < PER_MINUTE; request++) {
      boolean first = chance.nextDouble() < share;
      boolean fails = chance.nextDouble() < (first ? rate * ratio : rate);
      seen[first ? 1 : 3]++;
      if (fails) {
        seen[first ? 0 : 2]++;
      }
    }
  }

  private static Arms arms(long errors, long n, long otherErrors, long otherN) {
    return new Arms(new Proportion(errors, n), new Proportion(otherErrors, otherN));
  }
}
