package dev.countersign.manifest;

import static dev.countersign.manifest.Mistake.complete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is asked of a router that its kind can't do, and of sources that can't measure it. */
class RouterMistakesTest {
  private static final String HAPROXY =
      "router: {haproxy: {socket: /run/haproxy.sock, servers: [a, b]}}";
  private static final String METRICS =
      "  metrics: {prometheus: {url: \"http://metrics.example:9090\"}}\n";
  private static final String QUERIES =
      """
            queries: {requests: asked, decisionsByGroup: decided, favourableByGroup: granted}
      """;
  private static final String GROUPS =
      """
        groups:
          - {attribute: sex, field: applicant_sex, values: [female, male]}
          - {attribute: age, header: x-applicant-age}
      """;

  /** Compares live decisions by groups that queries of its own ask for. */
  private static final String GROUPED =
      Manifests.COMPLETE
          .replace(
              METRICS,
              "  metrics:\n    prometheus:\n      url: \"http://metrics.example:9090\"\n"
                  + QUERIES
                  + GROUPS)
          .replace("error-rate: {max: 0.01}", "disparate-impact: {min: 0.8}");

  @Test
  void aliasesGiveNoShareAndHandOverToNobody() {
    String aliases = Manifests.COMPLETE.replace(HAPROXY, "router: {mlflow-alias: {}}");
    assertThat(ManifestReader.read(aliases).problems())
        .extracting(Problem::path)
        .containsExactly("fallback", "rollout.steps[1].weight");
    assertThat(ManifestReader.read(aliases).problems())
        .allSatisfy(problem -> assertThat(problem.line()).isPositive())
        .anySatisfy(
            problem ->
                assertThat(problem.toString())
                    .contains("can't give 12.5 % of traffic", "embedded, haproxy, webhook"))
        .anySatisfy(
            problem ->
                assertThat(problem.toString())
                    .contains("can't hand over to rules or people", "Leave fallback out"));
    String older =
        aliases.replace(
            "endpoint: \"http://clerks.example\"",
            "model: {uri: \"models:/loans/1.8\", format: xgboost}");
    assertThat(ManifestReader.read(older).problems())
        .extracting(Problem::path)
        .contains("fallback.model");
    String allowed =
        aliases
            .replace("weight: 12.5", "weight: 0, audience: pilot")
            .replaceFirst("(?m)^fallback: .*\n", "");
    assertThat(ManifestReader.read(allowed).problems()).isEmpty();
  }

  @TestFactory
  List<DynamicTest> routersAndMetrics() {
    return Mistake.tests(
        complete(
            "the embedded source counts what the embedded router answers",
            METRICS,
            "  metrics: {§embedded: {}}\n",
            "rollout.metrics.embedded",
            "the router is haproxy",
            "Write metrics: {prometheus"),
        complete(
            "decisions are counted by whoever reads answers",
            "error-rate: {max: 0.01}",
            "selection-rate: §{min: 0.3}",
            "rollout.steps[1].analysis.checks.selection-rate",
            "reads no answers",
            "decisions and favourable"));
  }

  @Test
  void groupsAreComparedOnlyWhereSomebodyCountsThem() {
    assertThat(ManifestReader.read(GROUPED).problems()).isEmpty();
    assertLacks(GROUPED.replace(QUERIES, ""), "a router of kind haproxy reads no answers");
    assertLacks(
        GROUPED.replace("decisionsByGroup: decided", "errors: failed"),
        "don't ask for decisionsByGroup");
    assertLacks(GROUPED.replace(GROUPS, ""), "rollout.groups names none");
  }

  @Test
  void mirroredAnswersAreComparedOnlyWhereSomebodyCountsThem() {
    String shadowed =
        Manifests.COMPLETE
            .replace(HAPROXY, "router: {embedded: {}}")
            .replace("- {audience: internal, weight: 0", "- {audience: shadow, weight: 0");
    assertThat(shadowed).contains("audience: shadow");
    assertThat(ManifestReader.read(shadowed).problems())
        .as("what the embedded router counts for Prometheus")
        .isEmpty();
    String own =
        shadowed.replace(
            METRICS,
            """
              metrics:
                prometheus:
                  url: "http://metrics.example:9090"
                  queries: {requests: asked%s}
            """);
    assertThat(ManifestReader.read(own.formatted("")).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("rollout.steps[0].audience");
              assertThat(problem.message())
                  .contains("disagreement-rate can't be measured", "compared and differing");
            });
    assertThat(ManifestReader.read(own.formatted(", compared: held, differing: other")).problems())
        .isEmpty();
  }

  private static void assertLacks(String manifest, String why) {
    assertThat(ManifestReader.read(manifest).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path())
                  .isEqualTo("rollout.steps[1].analysis.checks.disparate-impact");
              assertThat(problem.message()).contains(why);
            });
  }

  @TestFactory
  List<DynamicTest> groups() {
    return Mistake.tests(
        grouped(
            "a group's attribute is declared",
            "{attribute: sex, field: applicant_sex",
            "{attribute: §sexx, field: applicant_sex",
            "rollout.groups[0].attribute",
            "is no attribute of data.protected",
            "Write sex"),
        grouped(
            "an attribute is counted once",
            "{attribute: age, header: x-applicant-age}",
            "{attribute: §sex, header: x-sex, values: [female, male]}",
            "rollout.groups[1].attribute",
            "a second time",
            "Keep one"),
        grouped(
            "one place tells a group",
            "{attribute: age, header: x-applicant-age}",
            "{attribute: age, field: age, header: §x-applicant-age}",
            "rollout.groups[1].header",
            "stands beside rollout.groups[1].field",
            "Keep one"),
        grouped(
            "an attribute without bands says which groups there are",
            "{attribute: sex, field: applicant_sex, values: [female, male]}",
            "§{attribute: sex, field: applicant_sex}",
            "rollout.groups[0]",
            "which groups there are",
            "values: [male"),
        grouped(
            "the reference is among them",
            "values: [female, male]",
            "values: §[female, other]",
            "rollout.groups[0].values",
            "leave out the reference, male",
            "Add it"),
        grouped(
            "bands are the groups",
            "{attribute: age, header: x-applicant-age}",
            "{attribute: age, header: x-applicant-age, values: §[young, old]}",
            "rollout.groups[1].values",
            "has bands",
            "Leave values out"));
  }

  private static Mistake grouped(
      String name, String right, String wrong, String path, String message, String remedy) {
    return new Mistake(name, GROUPED, right, wrong, path, message, remedy);
  }

  @Test
  void aKindThatNobodyKnowsHasNoAbilities() {
    assertThatThrownBy(() -> RouterCatalogue.abilities("envoy"))
        .hasMessageContaining("envoy")
        .hasMessageContaining("embedded, haproxy, mlflow-alias, webhook");
  }
}
