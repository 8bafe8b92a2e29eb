package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyLintTest {
  private static final String HEAD = "apiVersion: countersign.dev/v1\nkind: Policy\nname: ours\n";

  @Test
  void aStricterPackIsFine() {
    assertThat(
            lint(
                """
                gates:
                  evaluation:
                    checks:
                      roc-auc: {min: 0.8, basis: ours}
                """))
        .isEmpty();
  }

  @Test
  void aPackForOneTierIsHeldToItsFloorOnly() {
    String bar =
        """
        gates:
          evaluation:
            checks:
              roc-auc: {min: 0.58, severity: warn, basis: ours}
        """;
    assertThat(lint("tier: minimal\n" + bar)).isEmpty();
    assertThat(lint(bar)).extracting(Problem::line).containsOnly(7);
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertThat(
            lint(
                """
                gates:
                  evaluation:
                    checks:
                      roc-auc: {min: 0.8}
                      disparate-impact: {min: 0.85, basis: ours}
                      auc: {min: 0.8, basis: ours}
                    intersection: warn
                  fairness: {}
                seats:
                  - {role: Legal Team, board: data, deadline: 5d, basis: ours}
                hold: {deadline: soon, basis: ours}
                """))
        .extracting(Problem::line)
        .containsExactly(7, 8, 9, 10, 11, 13, 14);
  }

  @Test
  void aRatioBoundedOnOneSideLetsReversedDiscriminationPass() {
    assertThat(
            lint(
                """
                gates:
                  data-audit:
                    checks:
                      disparate-impact: {min: 0.9, basis: ours}
                """))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("on one side only"));
  }

  @Test
  void aManifestIsNoPolicy() {
    assertThat(PolicyLint.lint("apiVersion: countersign.dev/v1\nkind: ModelRelease\nname: x\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).isEqualTo("Write kind: Policy"));
  }

  private static List<Problem> lint(String body) {
    return PolicyLint.lint(HEAD + body);
  }
}
