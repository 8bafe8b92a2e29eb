package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Json;
import dev.countersign.stats.Proportion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an audit leaves behind: its report as JSON, as a page, and the groups' rates as a plot. */
record AuditEvidence(
    ReleaseManifest manifest,
    Dataset data,
    List<LabelFigures> groups,
    QualityFigures quality,
    DataProfile profile,
    @Nullable Drift drift,
    ProxySearch proxies,
    List<Check> checks) {

  List<EvidenceRef> leaveIn(EvidenceStore store) {
    AuditReport report = report();
    AuditPage page = new AuditPage(report);
    return List.of(
        store.put("data-audit.json", Json.canonicalBytes(report)),
        store.put("data-audit.html", page.toHtml().getBytes(StandardCharsets.UTF_8)),
        store.put("base-rates.svg", page.baseRates().getBytes(StandardCharsets.UTF_8)));
  }

  private AuditReport report() {
    var label = manifest.data().label();
    return new AuditReport(
        manifest.metadata().model() + " " + manifest.metadata().version(),
        new AuditReport.LabelSource(
            label.column(),
            label.favourable(),
            label.provenance().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            data.unlabelled()),
        rows(),
        data.auditRows().name().toLowerCase(Locale.ROOT),
        groupRows(),
        quality.missing(),
        quality.constant(),
        profile,
        drift,
        data.sources(),
        proxies.proxies(),
        proxies.costs(),
        proxies.labelPredictors().favourable(),
        checks);
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (RowSet set : RowSet.values()) {
      rows.put(set.name().toLowerCase(Locale.ROOT), data.count(set));
    }
    return rows;
  }

  private List<AuditReport.GroupRow> groupRows() {
    List<AuditReport.GroupRow> rows = new ArrayList<>();
    for (LabelFigures figures : groups) {
      Partition partition = figures.judged();
      partition
          .labels()
          .forEach(
              (group, labels) ->
                  rows.add(
                      new AuditReport.GroupRow(
                          partition.attribute(),
                          group,
                          labels.trials(),
                          labels.hits(),
                          rate(labels),
                          partition.rows() == 0
                              ? null
                              : (Double) ((double) labels.trials() / partition.rows()))));
    }
    return rows;
  }

  private static @Nullable Double rate(Proportion labels) {
    return labels.isEmpty() ? null : (Double) labels.rate();
  }
}
