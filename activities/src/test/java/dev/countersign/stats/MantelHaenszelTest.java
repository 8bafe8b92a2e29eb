package dev.countersign.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.CheckRule;
import dev.countersign.stats.MantelHaenszel.Stratum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When strata hold too few rows of both groups to say anything of them. */
class MantelHaenszelTest {
  private static final Bounds TENTH = new Bounds(-0.1, 0.1);

  /** A stratum's rows of either group, and the rate both share. */
  private record Rows(int one, int other, double rate) {}

  /**
   * What came of many draws in which groups are truly equal.
   *
   * @param outside the share whose difference left the bounds
   * @param inconclusive the share that was told to be too few rows
   */
  private record Shares(double outside, double inconclusive) {}

  @Test
  void groupsThatHardlyMeetAreTooFewHoweverManyTheyAre() {
    Shares shares = drawn(List.of(new Rows(1000, 1, 0.5), new Rows(1, 1000, 0.4)));
    assertThat(shares.outside()).isGreaterThan(0.4);
    assertThat(shares.inconclusive()).isEqualTo(1);
  }

  @Test
  void groupsThatMeetOftenAreEnough() {
    for (List<Rows> plenty :
        List.of(
            List.of(new Rows(400, 400, 0.5), new Rows(300, 500, 0.2)),
            List.of(new Rows(150, 3000, 0.9), new Rows(400, 900, 0.6), new Rows(3, 50, 0.3)),
            Collections.nCopies(400, new Rows(1, 1, 0.3)),
            List.of(new Rows(900, 900, 0.001), new Rows(500, 500, 0.999)))) {
      Shares shares = drawn(plenty);
      assertThat(shares.outside()).as(plenty.toString()).isLessThan(0.03);
      assertThat(shares.inconclusive()).as(plenty.toString()).isLessThan(0.03);
    }
  }

  @Test
  void whatIsToldIsHowOftenChanceLeavesTheBounds() {
    for (List<Rows> few :
        List.of(
            List.of(new Rows(40, 60, 0.5), new Rows(30, 50, 0.2)),
            List.of(new Rows(20, 2000, 0.3), new Rows(25, 1000, 0.6)),
            Collections.nCopies(60, new Rows(1, 2, 0.4)))) {
      SplittableRandom random = new SplittableRandom(12);
      double told = 0;
      double outside = 0;
      int draws = 4000;
      for (int i = 0; i < draws; i++) {
        MantelHaenszel drawn = draw(few, random);
        told += ChanceOutside.ofNormal(TENTH, drawn.spreadIfEqual()) / draws;
        outside += TENTH.contain(drawn.difference()) ? 0 : 1.0 / draws;
      }
      assertThat(told).as(few.toString()).isCloseTo(outside, within(0.05)).isGreaterThan(0.1);
      assertThat(drawn(few).inconclusive()).as(few.toString()).isGreaterThan(0.95);
    }
  }

  @Test
  void aFewRowsThatAreAllAlikeProveNoEquality() {
    Stratum alike = new Stratum(new Proportion(1, 1), new Proportion(1, 1));
    double spread = difference(Collections.nCopies(5, alike)).spreadIfEqual();
    assertThat(ChanceOutside.ofNormal(TENTH, spread)).isGreaterThan(CheckRule.CHANCE_LIMIT);
    Stratum many = new Stratum(new Proportion(800, 800), new Proportion(900, 900));
    assertThat(ChanceOutside.ofNormal(TENTH, difference(List.of(many)).spreadIfEqual()))
        .isLessThan(1e-6);
  }

  @Test
  void theSpreadIsThatOfTheHypergeometricDistribution() {
    // 10 rows of which 4 hit; 5 of one group: var(hits) = 5·5·4·6/(100·9), weight 2.5
    Stratum stratum = new Stratum(new Proportion(3, 5), new Proportion(1, 5));
    assertThat(difference(List.of(stratum)).spreadIfEqual())
        .isCloseTo(Math.sqrt(600.0 / 900) / 2.5, within(1e-12));
  }

  private static Shares drawn(List<Rows> strata) {
    SplittableRandom random = new SplittableRandom(7);
    int draws = 2000;
    double outside = 0;
    double inconclusive = 0;
    for (int i = 0; i < draws; i++) {
      MantelHaenszel drawn = draw(strata, random);
      double chance = ChanceOutside.ofNormal(TENTH, drawn.spreadIfEqual());
      outside += TENTH.contain(drawn.difference()) ? 0 : 1;
      inconclusive += chance > CheckRule.CHANCE_LIMIT ? 1 : 0;
    }
    return new Shares(outside / draws, inconclusive / draws);
  }

  private static MantelHaenszel draw(List<Rows> strata, SplittableRandom random) {
    List<Stratum> drawn = new ArrayList<>();
    for (Rows rows : strata) {
      drawn.add(
          new Stratum(
              Draws.proportion(random, rows.one(), rows.rate()),
              Draws.proportion(random, rows.other(), rows.rate())));
    }
    return difference(drawn);
  }

  private static MantelHaenszel difference(List<Stratum> strata) {
    return MantelHaenszel.difference(strata, 0.95).orElseThrow();
  }
}
