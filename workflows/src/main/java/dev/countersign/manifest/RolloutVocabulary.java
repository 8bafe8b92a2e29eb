package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.Tighter;
import java.util.List;

/** What the rollout measures, and what it may be told. */
final class RolloutVocabulary {
  private RolloutVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        GateVocabulary.ROLLOUT,
        "Live checks of every step; manifests tighten them under rollout.steps[].analysis.",
        List.of(
            new Check("error-rate", "share of requests answered with an error, in [0, 1]"),
            new Check(
                "error-odds-ratio",
                "how many times at least the candidate's odds of an error are the incumbent's, by a"
                    + " test that holds however often one looks; above 1 it is worse for sure"),
            GateCatalogue.LATENCY_P95_MS,
            new Check(
                "latency-p99-ms", "99th percentile of the time one answer takes, milliseconds"),
            new Check(
                "disagreement-rate",
                "share of mirrored decisions in which candidate and incumbent differ, in [0, 1];"
                    + " measured on steps with audience: shadow"),
            new Check("selection-rate", "share of live requests decided favourably, in [0, 1]"),
            new Check(
                "disparate-impact",
                "P(favourable | group) / P(favourable | reference) of live decisions, for each"
                    + " group of rollout.groups; maxDrop compares with the incumbent's ratio"),
            new Check(
                "statistical-parity-difference",
                "P(favourable | group) − P(favourable | reference) of live decisions, in [−1, 1],"
                    + " for each group of rollout.groups; maxDrop compares with the incumbent's")),
        List.of(
            new Option(
                "minSamples",
                GateCatalogue.whole(1, 100_000_000),
                Tighter.HIGHER,
                "requests that must have reached the candidate before a step is judged")));
  }
}
