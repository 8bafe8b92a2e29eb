package dev.countersign.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Property
  void aBoundOnTheValueIsABoundOnTheArgument(
      @ForAll @Size(min = 1, max = 8) @UniqueElements
          Float @FloatRange(min = -1e6f, max = 1e6f) [] from,
      @ForAll @Size(8) @FloatRange(min = -1e6f, max = 1e6f) float[] to,
      @ForAll @FloatRange(min = -2e6f, max = 2e6f) float bound,
      @ForAll @Size(20) @FloatRange(min = -2e6f, max = 2e6f) float[] asked) {
    Steps steps = steps(from, to);
    float reached = steps.reaches(bound);
    float[] all = Arrays.copyOf(asked, asked.length + 3);
    all[asked.length] = reached;
    all[asked.length + 1] = Math.nextDown(reached);
    all[asked.length + 2] = Math.nextUp(reached);
    for (float x : all) {
      if (Math.abs(x) < Math.nextDown(Float.MAX_VALUE)) {
        assertThat(steps.at(x) < bound).isEqualTo(x < reached);
      }
    }
  }

  @Property
  void itNeverFalls(
      @ForAll @Size(min = 1, max = 8) @UniqueElements
          Float @FloatRange(min = -1e6f, max = 1e6f) [] from,
      @ForAll @Size(8) @FloatRange(min = -1e6f, max = 1e6f) float[] to,
      @ForAll @Size(30) @FloatRange(min = -2e6f, max = 2e6f) float[] asked) {
    Steps steps = steps(from, to);
    Arrays.sort(asked);
    for (int i = 1; i < asked.length; i++) {
      assertThat(steps.at(asked[i])).isGreaterThanOrEqualTo(steps.at(asked[i - 1]));
    }
  }

  @Test
  void betweenGivenNumbersItIsStraightAndBeyondThemLevel() {
    Steps steps = new Steps(new float[] {0, 10}, new float[] {5, 25});
    assertThat(steps.at(2.5f)).isEqualTo(10);
    assertThat(steps.at(-7)).isEqualTo(5);
    assertThat(steps.at(11)).isEqualTo(25);
    assertThat(steps.at(Float.NaN)).isNaN();
  }

  @Test
  void whatFallsIsRefused() {
    assertThatThrownBy(() -> new Steps(new float[] {0, 1}, new float[] {2, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Steps steps(Float[] from, float[] to) {
    float[] sorted = new float[from.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = from[i] + 0f;
    }
    Arrays.sort(sorted);
    float[] values = Arrays.copyOf(to, sorted.length);
    Arrays.sort(values);
    return new Steps(sorted, values);
  }
}
