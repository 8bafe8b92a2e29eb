package dev.countersign.audit;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.page.Document;
import dev.countersign.page.Document.Part;
import dev.countersign.page.Html;
import dev.countersign.page.Shown;
import dev.countersign.plot.Axis;
import dev.countersign.plot.BarChart;
import dev.countersign.plot.IntervalChart;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit as one self-contained page. */
record AuditPage(AuditReport report) {
  private static final int BARS = 15;
  private static final int MOVED = 30;

  String toHtml() {
    ProfileSection columns = new ProfileSection(report.profile());
    List<Part> sections = new ArrayList<>();
    sections.add(new Part("rows", "Rows and labels", facts()));
    sections.add(
        new Part("findings", "What to look at first", new Findings(report.checks()).html()));
    sections.add(new Part("base-rates", "Base rates", baseRates() + groups()));
    sections.add(new Part("disparate-impact", "Disparate impact", disparateImpact()));
    sections.add(new Part("checks", "Checks", new AllChecks(report.checks()).html()));
    sections.add(
        new Part(
            "proxies", "Columns that stand in for protected attributes", proxies() + removals()));
    sections.add(
        new Part(
            "label-predictors",
            "What alone predicts the label",
            features("Features alone", "area under the ROC curve", report.labelPredictors())));
    sections.add(new Part("columns", "Columns", columns.table()));
    sections.add(new Part("associations", "Which features go together", columns.associations()));
    if (columns.hasOutliers()) {
      sections.add(new Part("outliers", "Rows far from all others", columns.outliers()));
    }
    sections.add(new Part("spread", "How columns are spread over groups", columns.spread()));
    Drift drift = report.drift();
    if (drift != null) {
      sections.add(new Part("drift", "What moved from training to evaluation rows", moved(drift)));
    }
    sections.add(new Part("sources", "Where the rows come from", sources()));
    String title = "Data audit of " + report.model();
    return new Document(title, title, "What was found before anything was trained", sections)
        .toHtml();
  }

  private String groups() {
    return Html.table(
        List.of("attribute", "group", "rows", "share of all", "favourable", "base rate"),
        report.groups().stream()
            .map(
                g ->
                    List.of(
                        g.attribute(),
                        g.group(),
                        Shown.of(g.n()),
                        Shown.of(g.representation()),
                        Shown.of(g.favourable()),
                        Shown.of(g.baseRate())))
            .toList());
  }

  private String removals() {
    return Html.heading("What leaving them out costs")
        + Html.table(
            List.of("feature", "area of the label lost", "interval"),
            report.removalCosts().stream()
                .map(c -> List.of(c.feature(), Shown.of(c.cost()), Shown.of(c.interval())))
                .toList());
  }

  private String sources() {
    return Html.table(
        List.of("source", "bytes", "digest", "MD5 held to its .dvc file"),
        report.sources().stream()
            .map(s -> List.of(s.name(), Shown.of(s.bytes()), s.digest(), Shown.of(s.dvc())))
            .toList());
  }

  private static String moved(Drift drift) {
    return Html.paragraph(
            "By the population stability index; a feature counts as moved beyond both "
                + Shown.of(drift.above())
                + " and what chance exceeds once in a thousand audits. On "
                + Shown.of(drift.reference() + drift.current())
                + " of "
                + Shown.of(drift.of())
                + " rows. The most moved come first.")
        + Html.table(
            List.of("feature", "index", "by chance", "moved"),
            drift.columns().stream()
                .limit(MOVED)
                .map(
                    c ->
                        List.of(
                            c.column(),
                            Shown.of(c.index()),
                            Shown.of(c.byChance()),
                            c.isBeyond(drift.above()) ? "yes" : ""))
                .toList());
  }

  private String facts() {
    AuditReport.LabelSource label = report.label();
    return Html.facts(
        List.of(
            Map.entry("Judged on the rows", report.judged()),
            Map.entry(
                "Rows",
                report.rows().entrySet().stream()
                    .map(part -> part.getKey() + " " + Shown.of(part.getValue()))
                    .collect(Collectors.joining(", "))),
            Map.entry("Label", label.column() + ", favourable " + label.favourable()),
            Map.entry("Where labels come from", label.provenance()),
            Map.entry("Rows without a label", Shown.of(label.unlabelled()))));
  }

  /** Base rates of every group with their Wilson intervals, as SVG. */
  String baseRates() {
    List<IntervalChart.Row> rows = new ArrayList<>();
    for (AuditReport.GroupRow group : report.groups()) {
      rows.add(
          new IntervalChart.Row(
              group.attribute() + ": " + group.group(),
              group.baseRate(),
              group.n() == 0 ? null : new Proportion(group.favourable(), group.n()).wilson(0.95),
              null));
    }
    return new IntervalChart(
            "Share of favourable labels by group",
            "One row a group, with its 95 % Wilson interval.",
            Axis.share("P(favourable | group)"),
            null,
            rows)
        .toSvg();
  }

  private String disparateImpact() {
    List<Check> judged =
        report.checks().stream().filter(c -> c.check().equals("disparate-impact")).toList();
    @Nullable Bounds bounds =
        judged.stream().map(Check::bounds).filter(Objects::nonNull).findFirst().orElse(null);
    return new IntervalChart(
            "Disparate impact of the labels",
            "One row a group against its reference, with its 95 % interval and the allowed band.",
            Axis.linear("P(favourable | group) / P(favourable | reference)", 0, highest(judged)),
            bounds,
            judged.stream()
                .map(
                    c ->
                        new IntervalChart.Row(
                            c.attribute() + ": " + c.group(), c.value(), c.interval(), c.verdict()))
                .toList())
        .toSvg();
  }

  /** Beyond every estimate; ends of intervals may lie farther out. */
  private static double highest(List<Check> ratios) {
    return ratios.stream()
        .map(Check::value)
        .filter(Objects::nonNull)
        .mapToDouble(ratio -> ratio * 1.1)
        .reduce(2, Math::max);
  }

  private String proxies() {
    return report.proxies().stream()
        .map(
            p ->
                features(
                    p.attribute() + ": " + p.group() + " against the rest",
                    "cross-validated area under the ROC curve",
                    together(p)))
        .collect(Collectors.joining());
  }

  /** All features together first, then each alone. */
  private static List<Proxies.Feature> together(Proxies proxies) {
    List<Proxies.Feature> all = new ArrayList<>();
    if (proxies.together() != null) {
      all.add(proxies.together());
    }
    all.addAll(proxies.features());
    return all;
  }

  private static String features(String title, String label, List<Proxies.Feature> features) {
    List<BarChart.Bar> bars =
        features.stream()
            .limit(BARS)
            .map(f -> new BarChart.Bar(f.feature(), f.auc(), f.interval()))
            .toList();
    return bars.isEmpty()
        ? Html.paragraph(title + ": could not be measured.")
        : new BarChart(title, "The most telling features, with 95 % intervals.", label, bars)
            .toSvg();
  }
}
