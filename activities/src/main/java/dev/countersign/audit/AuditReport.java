package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.gate.Check;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the audit saw, also what the result is too short for.
 *
 * @param model the manifest's model and version
 * @param label where the labels come from
 * @param rows rows by part; {@code judged} names the one that decides
 * @param judged which rows decide
 * @param groups labels by attribute and group
 * @param missing missing values by column
 * @param constant features with a single value
 * @param profile columns one by one
 * @param drift how far features moved from training to evaluation rows; null without a split
 * @param sources where the rows come from
 * @param proxies how well features give groups away
 * @param removalCosts what leaving the most telling features out costs
 * @param labelPredictors how well features alone predict the label, the most telling first
 * @param checks the checks as judged
 */
record AuditReport(
    String model,
    LabelSource label,
    Map<String, Long> rows,
    String judged,
    List<GroupRow> groups,
    Map<String, Long> missing,
    List<String> constant,
    DataProfile profile,
    @Nullable Drift drift,
    List<Dataset.Source> sources,
    List<Proxies> proxies,
    List<ProxySearch.RemovalCost> removalCosts,
    List<Proxies.Feature> labelPredictors,
    List<Check> checks) {

  /** Where labels come from. */
  record LabelSource(String column, String favourable, String provenance, long unlabelled) {}

  /** Labels of one group. */
  record GroupRow(
      String attribute,
      String group,
      long n,
      long favourable,
      @Nullable Double baseRate,
      @Nullable Double representation) {}
}
