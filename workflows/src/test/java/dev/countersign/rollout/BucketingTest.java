package dev.countersign.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BucketingTest {
  @Test
  void isMurmur3OverTheWholeRangeOfUnsignedNumbers() {
    // published vectors of MurmurHash3 x86 32, seed 0
    assertBucket("", "", 0x00000000L);
    assertBucket("te", "st", 0xba6bd213L);
    assertBucket("", "Hello, world!", 0xc0363e43L);
    assertBucket("The quick brown fox jumps ", "over the lazy dog", 0x2e4ff723L);
  }

  /** Four variants with a quarter each; flagd's own fractional tests say who gets which. */
  @Test
  void assignsAsTheTestsOfFlagdsFractionalOperationSay() {
    assertThat(quarter("headerColor", "rachel@faas.com")).isEqualTo("blue");
    assertThat(quarter("headerColor", "monica@faas.com")).isEqualTo("yellow");
    assertThat(quarter("headerColor", "joey@faas.com")).isEqualTo("red");
    assertThat(quarter("headerColor", "ross@faas.com")).isEqualTo("blue");
    assertThat(quarter("footerColor", "ross@faas.com")).isEqualTo("yellow");
    assertThat(quarter("my-seed", "rachel@faas.com")).isEqualTo("green");
    assertThat(quarter("my-seed", "monica@faas.com")).isEqualTo("red");
    assertThat(quarter("my-seed", "joey@faas.com")).isEqualTo("blue");
    assertThat(quarter("my-seed", "ross@faas.com")).isEqualTo("green");
  }

  private static String quarter(String salt, String unit) {
    return List.of("red", "blue", "green", "yellow").get((int) (Bucketing.bucket(salt, unit) / 25));
  }

  private static void assertBucket(String salt, String unit, long hash) {
    assertThat(Bucketing.bucket(salt, unit)).isEqualTo(hash / 0x1p32 * 100);
  }

  @Test
  void eachCandidateSplitsAnewWhateverTheRouter() {
    ModelTarget second = new ModelTarget("2", "sha256:" + "2".repeat(64));
    assertThat(Bucketing.salt("production", "credit-risk", second))
        .isEqualTo("production/credit-risk/2/");
  }

  @Test
  void aShareOfUnitsIsThatShare() {
    long small =
        IntStream.range(0, 100_000)
            .filter(i -> Bucketing.bucket("credit-risk/2", "applicant-" + i) < 5)
            .count();
    assertThat(small / 100_000.0).isCloseTo(0.05, within(0.003));
  }

  @Property
  void growingNeverMovesAUnitBack(
      @ForAll String unit,
      @ForAll @DoubleRange(max = 100) double one,
      @ForAll @DoubleRange(max = 100) double other,
      @ForAll Audience member) {
    double bucket = Bucketing.bucket("credit-risk/2", unit);
    assertThat(bucket).isGreaterThanOrEqualTo(0).isLessThan(100);
    Route small = Routes.weighing(Math.min(one, other));
    Route large = Routes.weighing(Math.max(one, other));
    if (small.serves(bucket, member) == Role.CANDIDATE) {
      assertThat(large.serves(bucket, member)).isEqualTo(Role.CANDIDATE);
    }
    assertThat(Routes.weighing(100).serves(bucket, member)).isEqualTo(Role.CANDIDATE);
    assertThat(Routes.weighing(0).serves(bucket, member)).isEqualTo(Role.INCUMBENT);
  }

  @Property
  void anAudienceThatGrowsNeverLosesAnybody(
      @ForAll Audience member, @ForAll Audience one, @ForAll Audience other) {
    Audience wide = one.widest(other);
    if (one.includes(member)) {
      assertThat(wide.includes(member)).isTrue();
    }
    assertThat(wide.includes(Audience.NOBODY)).isFalse();
  }
}
