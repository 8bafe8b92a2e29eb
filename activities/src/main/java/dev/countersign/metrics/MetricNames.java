package dev.countersign.metrics;

/** Names of the metrics that Countersign's own router counts, with its labels. */
final class MetricNames {
  static final String REQUESTS = "countersign_requests_total";
  static final String ERRORS = "countersign_errors_total";
  static final String DECISIONS = "countersign_decisions_total";
  static final String FAVOURABLE = "countersign_favourable_decisions_total";
  static final String LATENCY = "countersign_request_duration_seconds_bucket";
  static final String COMPARED = "countersign_compared_decisions_total";
  static final String DIFFERING = "countersign_differing_decisions_total";
  static final String GROUP_DECISIONS = "countersign_group_decisions_total";
  static final String GROUP_FAVOURABLE = "countersign_group_favourable_decisions_total";
  static final String UNGROUPED = "countersign_ungrouped_decisions_total";

  private MetricNames() {}
}
