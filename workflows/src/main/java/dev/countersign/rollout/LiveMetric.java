package dev.countersign.rollout;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be read live while traffic grows, per side. */
public enum LiveMetric {
  /** Share of requests answered with an error, in [0, 1]. */
  ERROR_RATE("error-rate", Loss.HIGHER),
  /**
   * How many times at least the candidate's odds of an error are the incumbent's: the lower end of
   * an interval that holds at every look. Above 1 the candidate is worse for sure.
   */
  ERROR_ODDS_RATIO("error-odds-ratio", Loss.HIGHER),
  /** 95th percentile of the time to answer, in milliseconds. */
  LATENCY_P95("latency-p95-ms", Loss.HIGHER),
  /** 99th percentile of the time to answer, in milliseconds. */
  LATENCY_P99("latency-p99-ms", Loss.HIGHER),
  /**
   * Share of mirrored decisions in which the candidate decides otherwise than the incumbent that
   * answered, in [0, 1].
   */
  DISAGREEMENT_RATE("disagreement-rate", Loss.HIGHER),
  /** Share of decisions that are favourable, in [0, 1]. */
  SELECTION_RATE("selection-rate", Loss.EITHER_WAY),
  /** P(favourable | group) / P(favourable | reference), per group, at least 0. */
  DISPARATE_IMPACT("disparate-impact", Loss.EITHER_WAY),
  /** P(favourable | group) − P(favourable | reference), per group, in [−1, 1]. */
  STATISTICAL_PARITY_DIFFERENCE("statistical-parity-difference", Loss.EITHER_WAY);

  /** In which direction a difference to the incumbent is a loss. */
  public enum Loss {
    HIGHER,
    EITHER_WAY
  }

  private final String id;
  private final Loss loss;

  LiveMetric(String id, Loss loss) {
    this.id = id;
    this.loss = loss;
  }

  /** Whether it is a comparison by itself, and says nothing where no incumbent serves beside. */
  public boolean compares() {
    return this == ERROR_ODDS_RATIO || this == DISAGREEMENT_RATE;
  }

  /** Whether it is measured only while requests are mirrored. */
  public boolean mirrored() {
    return this == DISAGREEMENT_RATE;
  }

  /** Whether it compares groups of one side's decisions, so that there is one for each group. */
  public boolean byGroup() {
    return this == DISPARATE_IMPACT || this == STATISTICAL_PARITY_DIFFERENCE;
  }

  /** The check's id. */
  public String id() {
    return id;
  }

  /** In which direction it gets worse. */
  public Loss loss() {
    return loss;
  }

  /** The metric of a check's id, if it is one. */
  public static Optional<LiveMetric> named(String id) {
    return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
  }

  /** All ids, for messages. */
  public static String known() {
    return Arrays.stream(values()).map(LiveMetric::id).collect(Collectors.joining(", "));
  }
}
