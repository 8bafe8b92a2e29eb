package dev.countersign.workflow;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/**
 * Search attributes by which operators find releases. They hold no names of people. The worker
 * registers them where they are missing.
 */
public final class Attributes {
  public static final SearchAttributeKey<String> MODEL =
      SearchAttributeKey.forKeyword("ReleaseModel");
  public static final SearchAttributeKey<String> VERSION =
      SearchAttributeKey.forKeyword("ReleaseVersion");
  public static final SearchAttributeKey<String> STAGE =
      SearchAttributeKey.forKeyword("ReleaseStage");
  public static final SearchAttributeKey<String> OUTCOME =
      SearchAttributeKey.forKeyword("ReleaseOutcome");
  public static final SearchAttributeKey<String> RISK =
      SearchAttributeKey.forKeyword("ReleaseRisk");

  /** Roles of the seats it waits for. */
  public static final SearchAttributeKey<List<String>> AWAITING =
      SearchAttributeKey.forKeywordList("ReleaseAwaiting");

  /** Percent of traffic the candidate has, in [0, 100]. */
  public static final SearchAttributeKey<Double> TRAFFIC =
      SearchAttributeKey.forDouble("ReleaseTraffic");

  private Attributes() {}

  /** All of them. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(MODEL, VERSION, STAGE, OUTCOME, RISK, AWAITING, TRAFFIC);
  }
}
