package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gates.Figure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page says to look at first. */
class FindingsTest {
  private static Check noticed(String check, String column) {
    return Figure.of(check).on(column).value(0.3).judgedBy(null);
  }

  @Test
  void aCheckOfManyColumnsDoesNotHideTheOthers() {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      checks.add(noticed("missing-values", "column-" + i + "."));
    }
    checks.add(noticed("mixed-types", "mixed"));
    checks.add(noticed("drifted-columns", "moved"));
    String html = new Findings(checks).html();
    assertThat(html)
        .contains("column-0.", "column-4.", "mixed", "moved", "25 more stand among all checks")
        .doesNotContain("column-5.");
  }

  @Test
  void asManyAsFitAreAllShown() {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      checks.add(noticed("missing-values", "column-" + i + "."));
    }
    assertThat(new Findings(checks).html()).contains("column-19.").doesNotContain("more stand");
    assertThat(new Findings(List.of()).html()).contains("Nothing stands out.");
  }

  @Test
  void whatIsNotAboveZeroIsNotNoticed() {
    Check none = Figure.of("duplicate-rows").value(0.0).judgedBy(null);
    Check unlisted = noticed("outliers", "any");
    assertThat(new Findings(List.of(none, unlisted)).html()).contains("Nothing stands out.");
  }
}
