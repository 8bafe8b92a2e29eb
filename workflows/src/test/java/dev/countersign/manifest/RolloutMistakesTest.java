package dev.countersign.manifest;

import static dev.countersign.manifest.Mistake.complete;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rollouts, what serves when no model may, and what comes after: what crosses keys. */
class RolloutMistakesTest {

  @TestFactory
  List<DynamicTest> rollouts() {
    return Mistake.tests(
        complete(
            "weights never fall",
            "weight: 0, bake: 30m}\n    - {weight: 12.5",
            "weight: 50, bake: 30m}\n    - {weight: §12.5",
            "rollout.steps[1].weight",
            "falls to 12.5 % after 50 %",
            "Let weights grow"),
        complete(
            "the last step serves everyone",
            "weight: 100, bake: 2h",
            "weight: §90, bake: 2h",
            "rollout.steps[2].weight",
            "leaves the release at 90 %",
            "weight: 100"),
        complete(
            "real traffic is watched for more than seconds",
            "bake: 30m",
            "bake: §2s",
            "rollout.steps[0].bake",
            "2s is too short",
            "at least 1m"),
        complete(
            "an audience is a known one",
            "audience: internal",
            "audience: §friends",
            "rollout.steps[0].audience",
            "'friends' is no audience",
            "internal, pilot"),
        complete(
            "a router that can't mirror has no shadow",
            "audience: internal",
            "audience: §shadow",
            "rollout.steps[0].audience",
            "can't mirror requests",
            "Begin with audience: internal"),
        complete(
            "a router is a known one",
            "router: {haproxy: ",
            "router: {§ha-proxi: ",
            "rollout.router.ha-proxi",
            "no router known here",
            "the nearest is haproxy"),
        complete(
            "there is one source of metrics",
            "metrics: {prometheus: {url: \"http://metrics.example:9090\"}}",
            "metrics: §{prometheus: {url: \"http://metrics.example:9090\"}, embedded: {}}",
            "rollout.metrics",
            "more than one",
            "Keep one"),
        complete(
            "a lease lasts long enough to be renewed",
            "rollout:\n",
            "rollout:\n  lease: §2s\n",
            "rollout.lease",
            "over before it can be renewed",
            "from 10s to 15m"),
        complete(
            "a lease ends soon after nobody watches",
            "rollout:\n",
            "rollout:\n  lease: §1d\n",
            "rollout.lease",
            "a candidate nobody watches",
            "from 10s to 15m"),
        complete(
            "a freeze ends after it begins",
            "{from: 2026-12-23T00:00:00Z, until:",
            "{from: §2027-12-23T00:00:00Z, until:",
            "rollout.freeze[0]",
            "ends before it begins",
            "until lie after"),
        complete(
            "an obligation can be missed",
            "    - metric: default rate\n      max: 0.05",
            "    - §metric: default rate",
            "monitoring.obligations[0]",
            "has no bound",
            "Add min, max or both"));
  }

  private static String mirroring(String step) {
    return Manifests.COMPLETE
        .replace(
            "router: {haproxy: {socket: /run/haproxy.sock, servers: [a, b]}}",
            "router: {embedded: {}}")
        .replace("- {weight: 12.5, bake: 1h30m,", step);
  }

  @Test
  void aShadowAnswersNobodyAndComesFirst() {
    String early =
        mirroring("- {weight: 12.5, bake: 1h30m,")
            .replace("{audience: internal, weight: 0", "{audience: shadow, weight: 0");
    assertThat(ManifestReader.read(early).problems()).isEmpty();
    assertThat(
            ManifestReader.read(early.replace("shadow, weight: 0", "shadow, weight: 5")).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("rollout.steps[0].weight");
              assertThat(problem.message()).contains("answers nobody", "5 %");
            });
    assertThat(
            ManifestReader.read(mirroring("- {audience: shadow, weight: 0, bake: 1h30m,"))
                .problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("after callers were answered by the candidate already"));
  }

  @TestFactory
  List<DynamicTest> fallback() {
    return Mistake.tests(
        complete(
            "a fallback is a service, an answer or a model",
            "endpoint: \"http://clerks.example\"}",
            "endpoint: \"http://clerks.example\", answer: §{decision: refer}}",
            "fallback.answer",
            "stands beside fallback.endpoint",
            "Keep one of endpoint, answer and model"),
        complete(
            "a fallback's service has an address",
            "endpoint: \"http://clerks.example\"}",
            "endpoint: §\"ask the clerks\"}",
            "fallback.endpoint",
            "ask the clerks",
            "https://rules.lending.example/decide"),
        complete(
            "a model that can only be asked is no fallback",
            "endpoint: \"http://clerks.example\"}",
            "model: {uri: \"http://old.example\", format: §mlflow-scoring}}",
            "fallback.model.format",
            "can only be asked",
            "a service is fallback.endpoint"));
  }
}
