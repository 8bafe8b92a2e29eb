package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.rollout.LiveGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How synthetic callers tell the group they are of: in the body, or by a header. */
class CallerRowsTest {
  private static final Frame ASKED =
      frame(Map.of("income", new Frame.Numbers(new double[] {10, 20, 30})));
  private static final Frame TOLD =
      frame(
          Map.of(
              "applicant_sex",
              new Frame.Texts(new String[] {"female", null, "male"}),
              "applicant_age",
              new Frame.Numbers(new double[] {25, 30.5, Double.NaN})));
  private static final Map<String, String> COLUMNS =
      Map.of("sex", "applicant_sex", "age", "applicant_age");

  @Test
  void aHeaderIsSentOfEveryRowThatTellsAndStandsInNoBody() {
    CallerRows rows =
        CallerRows.telling(
            List.of(sex(null, "x-applicant-sex"), age(null, "x-applicant-age")),
            COLUMNS,
            ASKED,
            TOLD);
    assertThat(rows.headers())
        .containsExactly(
            Map.of("x-applicant-sex", "female", "x-applicant-age", "25"),
            Map.of("x-applicant-age", "30.5"),
            Map.of("x-applicant-sex", "male"));
    assertThat(rows.rows().names()).containsExactly("income");
  }

  @Test
  void aFieldIsAddedToTheBodyUnlessTheModelIsAskedItAnyway() {
    CallerRows rows =
        CallerRows.telling(
            List.of(sex("sex_at_birth", null), age("income", null)), COLUMNS, ASKED, TOLD);
    assertThat(rows.rows().names()).containsExactly("income", "sex_at_birth");
    assertThat(rows.rows().column("income")).isEqualTo(ASKED.column("income"));
    assertThat(rows.rows().column("sex_at_birth")).isEqualTo(TOLD.column("applicant_sex"));
    assertThat(rows.headers()).containsExactly(Map.of(), Map.of(), Map.of());
  }

  private static LiveGroups sex(String field, String header) {
    return new LiveGroups("sex", "male", List.of("female", "male"), false, field, header);
  }

  private static LiveGroups age(String field, String header) {
    return new LiveGroups("age", ">25", List.of("<=25", ">25"), true, field, header);
  }

  private static Frame frame(Map<String, Frame.Column> columns) {
    return new Frame(new LinkedHashMap<>(columns));
  }
}
