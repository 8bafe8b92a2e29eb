package dev.countersign.passport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  record Note(
      String text, Instant at, Duration lasts, Verdict verdict, @Nullable String absent, int n) {
    boolean isLong() {
      return text.length() > 100;
    }
  }

  private static final Note NOTE =
      new Note(
          "é \"x\" \u0001",
          Instant.parse("2026-11-21T10:00:00Z"),
          Duration.ofHours(3),
          Verdict.FAIL,
          null,
          7);

  @Test
  void canonicalJsonSortsKeysAndLeavesOutNullAndWhitespace() {
    assertThat(new String(Json.canonicalBytes(NOTE), UTF_8))
        .isEqualTo(
            "{\"at\":\"2026-11-21T10:00:00Z\",\"lasts\":\"PT3H\",\"n\":7,"
                + "\"text\":\"é \\\"x\\\" \\u0001\",\"verdict\":\"FAIL\"}");
  }

  /** As RFC 8785 has it, and every browser's JSON.stringify: only halves of a pair are escaped. */
  @Test
  void charactersBeyondTheBasicPlaneAreWrittenAsTheyAre() {
    assertThat(new String(Json.canonicalBytes(Map.of("😀", "a€😀\u2028", "z", "\ud83d.")), UTF_8))
        .isEqualTo("{\"z\":\"\\ud83d.\",\"😀\":\"a€😀\u2028\"}");
  }

  @Test
  void mapsInAnyOrderHaveTheSameBytes() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("b", Map.of("z", 1, "a", List.of(1, 2.5)));
    one.put("a", "x");
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("a", "x");
    other.put("b", Map.of("a", List.of(1, 2.5), "z", 1));

    assertThat(Json.canonicalBytes(one)).isEqualTo(Json.canonicalBytes(other));
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    assertThat(Json.read(Json.canonicalBytes(NOTE), Note.class)).isEqualTo(NOTE);
    assertThat(Json.read(Json.pretty(NOTE).getBytes(UTF_8), Note.class)).isEqualTo(NOTE);
  }

  @Test
  void gateResultsSurviveTheRoundTripWithInfiniteIntervals() {
    var interval = new Interval(Double.NEGATIVE_INFINITY, 0.1 + 0.2, 0.95, "Katz log");
    var check =
        new Check(
            "disparate-impact",
            "age",
            "<=25",
            ">25",
            "labels",
            0.7948,
            interval,
            null,
            null,
            190L,
            null,
            null,
            null);
    var result = GateResult.of("data-audit", List.of(check), List.of());

    byte[] once = Json.canonicalBytes(result);

    assertThat(Json.read(once, GateResult.class)).isEqualTo(result);
    assertThat(Json.canonicalBytes(Json.read(once, GateResult.class))).isEqualTo(once);
  }

  /** The number samples of RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void numbersAreWrittenAsEcmaScriptDoes(String bits, String written) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThat(new String(Json.canonicalBytes(new DoubleNode(value)), UTF_8)).isEqualTo(written);
  }

  @Property
  void everyDoubleReadsBackAsItself(@ForAll double value) {
    byte[] json = Json.canonicalBytes(new DoubleNode(value));

    assertThat(Json.read(json, Double.class) + 0.0).isEqualTo(value + 0.0);
  }

  @Property
  void everyLongKeepsAllItsDigits(@ForAll long value) {
    assertThat(new String(Json.canonicalBytes(Map.of("n", value)), UTF_8))
        .isEqualTo("{\"n\":" + value + "}");
  }

  @Test
  void unknownFieldsAreIgnored() {
    byte[] json =
        "{\"low\":0,\"high\":1,\"confidence\":0.9,\"method\":\"m\",\"new\":[1]}".getBytes(UTF_8);

    assertThat(Json.read(json, Interval.class)).isEqualTo(new Interval(0, 1, 0.9, "m"));
  }

  @Test
  void unreadableJsonSaysWhatAndWhere() {
    assertThatThrownBy(() -> Json.read("{\"low\":\n \"much\"}".getBytes(UTF_8), Interval.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Interval")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> Json.read("null".getBytes(UTF_8), Interval.class))
        .hasMessageContaining("null");
  }
}
