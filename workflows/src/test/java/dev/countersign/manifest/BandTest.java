package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandTest {
  @ParameterizedTest
  @CsvSource({
    "<=25, 25, true", "<=25, 26, false", "<25, 25, false", ">25, 25, false", ">25, 25.5, true",
    ">=25, 25, true", "26..40, 26, true", "26..40, 40, true", "26..40, 40.5, false",
    "-5..5, -5, true", "'<= 25', 25, true", "<=25, NaN, false"
  })
  void theBoundaryIsStated(String band, double value, boolean inside) {
    assertThat(Band.parse(band).orElseThrow().contains(value)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "25", "young", "40..26", "<=", "..5", "1...5", "=>3", "< <3"})
  void whatIsNoBandIsNotGuessed(String text) {
    assertThat(Band.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "<=25, >25, false", "<=25, >=25, true", "<25, >=25, false", "1..3, 3..5, true",
    "1..3, 4..5, false", "<10, <5, true"
  })
  void overlapsAreFound(String one, String other, boolean overlap) {
    assertThat(parsed(one).overlaps(parsed(other))).isEqualTo(overlap);
    assertThat(parsed(other).overlaps(parsed(one))).isEqualTo(overlap);
  }

  @Test
  void aBandOverlapsItself() {
    assertThat(parsed("1..3").overlaps(parsed("1..3"))).isTrue();
  }

  private static Band parsed(String text) {
    return Band.parse(text).orElseThrow();
  }
}
