package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import java.util.List;
import java.util.function.Predicate;

/** Two evaluations that must say the same. */
public final class SameFigures {
  private SameFigures() {}

  /** Rows counted where they are against rows one by one. */
  static void require(GateResult counted, GateResult rows, double tolerance) {
    require(counted, rows, check -> true, tolerance);
  }

  /**
   * The same of some checks.
   *
   * @param tolerance of a number up to 1 in size; of larger ones its part
   */
  public static void require(
      GateResult counted, GateResult rows, Predicate<Check> which, double tolerance) {
    List<Check> ones = rows.checks().stream().filter(which).toList();
    List<Check> others = counted.checks().stream().filter(which).toList();
    assertThat(others.stream().map(SameFigures::name))
        .containsExactlyElementsOf(ones.stream().map(SameFigures::name).toList());
    for (int i = 0; i < ones.size(); i++) {
      require(others.get(i), ones.get(i), tolerance);
    }
  }

  private static String name(Check check) {
    return check.check() + " " + check.attribute() + " " + check.group();
  }

  private static void require(Check other, Check one, double tolerance) {
    String what = name(one);
    assertThat(other.n()).as(what).isEqualTo(one.n());
    assertThat(other.verdict()).as(what).isEqualTo(one.verdict());
    if (one.value() == null) {
      assertThat(other.value()).as(what).isNull();
      assertThat(other.note()).as(what).isEqualTo(one.note());
      return;
    }
    requireClose(what, other.value(), one.value(), tolerance);
    if (one.interval() == null) {
      assertThat(other.interval()).as(what).isNull();
    } else {
      assertThat(other.interval()).as(what).isNotNull();
      assertThat(other.interval().method()).as(what).isEqualTo(one.interval().method());
      requireClose(what, other.interval().low(), one.interval().low(), tolerance);
      requireClose(what, other.interval().high(), one.interval().high(), tolerance);
    }
  }

  private static void requireClose(String what, double one, double other, double tolerance) {
    assertThat(one).as(what).isCloseTo(other, within(tolerance * Math.max(1, Math.abs(other))));
  }
}
