package dev.countersign.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.metrics.ExpositionText.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTextTest {
  @Test
  void readsSamplesAndLeavesCommentsOut() {
    String text =
        """
        # HELP requests_total Requests.
        # TYPE requests_total counter
        requests_total{role="candidate",name="a \\"b\\", c",} 12.0
        up 1 1700000000
        bucket{le="+Inf"} +Inf
        """;
    assertThat(ExpositionText.read(text))
        .containsExactly(
            new Sample("requests_total", Map.of("role", "candidate", "name", "a \"b\", c"), 12),
            new Sample("up", Map.of(), 1),
            new Sample("bucket", Map.of("le", "+Inf"), Double.POSITIVE_INFINITY));
  }

  @Test
  void readsABackslashBeforeAnNAsTheTwoThatItIs() {
    assertThat(ExpositionText.read("people{group=\"up\\\\north\\n\"} 1\n"))
        .containsExactly(new Sample("people", Map.of("group", "up\\north\n"), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>\n", "a{b=c} 1\n", "a{b=\"c\" 1\n", "a b\n", "a 1\nb"})
  void refusesWhatIsNoneOrCutOff(String text) {
    assertThatThrownBy(() -> ExpositionText.read(text)).isInstanceOf(MetricException.class);
  }
}
