package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.gates.Figure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every check is on the page; those that nobody needs to look at are folded away. */
class AllChecksTest {
  private static Check check(String check, String of, double value, Severity severity) {
    CheckBar bar = new CheckBar(null, 0.5, null, severity, DecideOn.ESTIMATE, "test");
    return Figure.of(check).on(of).value(value).judgedBy(bar);
  }

  private static String open(String html) {
    return html.replaceAll("(?s)<details>.*?</details>", "");
  }

  @Test
  void whatDidNotPassStandsOpenTheWorstFirst() {
    String html =
        new AllChecks(
                List.of(
                    check("missing-values", "fine", 0.1, Severity.BLOCK),
                    check("missing-values", "gappy", 0.9, Severity.WARN),
                    check("disparate-impact", "uneven", 0.9, Severity.BLOCK),
                    Figure.of("outliers").on("seen").value(0.2).judgedBy(null)))
            .html();
    assertThat(open(html))
        .containsSubsequence("uneven", "FAIL", "gappy", "WARN")
        .doesNotContain("fine", "seen");
    assertThat(html)
        .containsSubsequence(
            "<summary>missing-values: 1 passed</summary>",
            "fine",
            "<summary>outliers: 1 without a bar</summary>",
            "seen");
  }

  @Test
  void veryManyOfAKindDoNotHideTheOthers() {
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      checks.add(check("missing-values", "column-" + i + ".", 0.9, Severity.BLOCK));
    }
    checks.add(check("mixed-types", "mixed", 0.9, Severity.WARN));
    String html = new AllChecks(checks).html();
    assertThat(open(html))
        .contains("column-0.", "column-19.", "mixed")
        .doesNotContain("column-20.");
    assertThat(html)
        .contains("<summary>missing-values: 1,480 more failed</summary>", "column-1499.");
  }

  @Test
  void whereAllPassedNothingStandsOpen() {
    Check passed = check("label-quality", "all rows", 0.1, Severity.BLOCK);
    assertThat(open(new AllChecks(List.of(passed)).html()))
        .isEqualToIgnoringWhitespace("<p>No check warned or failed.</p>");
  }
}
