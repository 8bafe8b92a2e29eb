package dev.countersign.audit;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.plot.Axis;
import dev.countersign.plot.BarChart;
import dev.countersign.plot.IntervalChart;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit as one self-contained page: no script, nothing loaded from elsewhere. */
record AuditPage(AuditReport report) {
  private static final int BARS = 15;
  private static final int MOVED = 30;

  String toHtml() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <title>%s</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
    table { border-collapse: collapse; margin: 1rem 0 }
    th, td { border: 1px solid #ccc; padding: .25rem .5rem; text-align: left; vertical-align: top }
    td.number { text-align: right; font-variant-numeric: tabular-nums }
    svg { max-width: 100%%; height: auto }
    </style>
    </head>
    <body>
    """
            .formatted(Html.escape(title()))
        + body()
        + "</body>\n</html>\n";
  }

  private String title() {
    return "Data audit of " + report.model();
  }

  private String body() {
    return Html.heading(1, title())
        + Html.paragraph(facts())
        + Html.heading(2, "Base rates")
        + baseRates()
        + Html.table(
            List.of("attribute", "group", "rows", "share of all", "favourable", "base rate"),
            report.groups().stream()
                .map(
                    g ->
                        List.of(
                            g.attribute(),
                            g.group(),
                            Html.text(g.n()),
                            Html.text(g.representation()),
                            Html.text(g.favourable()),
                            Html.text(g.baseRate())))
                .toList())
        + Html.heading(2, "Disparate impact")
        + disparateImpact()
        + Html.heading(2, "Checks")
        + checks()
        + Html.heading(2, "Columns that stand in for protected attributes")
        + proxies()
        + Html.heading(3, "What leaving them out costs")
        + Html.table(
            List.of("feature", "area of the label lost", "interval"),
            report.removalCosts().stream()
                .map(
                    c ->
                        List.of(
                            c.feature(),
                            Html.text(c.cost()),
                            Html.text(c.interval().low()) + " – " + Html.text(c.interval().high())))
                .toList())
        + Html.heading(2, "What alone predicts the label")
        + features("Features alone", "area under the ROC curve", report.labelPredictors())
        + new ProfileSection(report.profile()).toHtml()
        + drift()
        + Html.heading(2, "Where the rows come from")
        + Html.table(
            List.of("source", "bytes", "digest", "MD5 held to its .dvc file"),
            report.sources().stream()
                .map(s -> List.of(s.name(), Html.text(s.bytes()), s.digest(), Html.text(s.dvc())))
                .toList());
  }

  private String drift() {
    Drift drift = report.drift();
    return drift == null
        ? ""
        : Html.heading(2, "What moved from training to evaluation rows")
            + Html.paragraph(
                "By the population stability index; a feature counts as moved beyond both "
                    + Html.text(drift.above())
                    + " and what chance exceeds once in a thousand audits. On "
                    + (drift.reference() + drift.current())
                    + " of "
                    + drift.of()
                    + " rows. The most moved come first.")
            + Html.table(
                List.of("feature", "index", "by chance", "moved"),
                drift.columns().stream()
                    .limit(MOVED)
                    .map(
                        c ->
                            List.of(
                                c.column(),
                                Html.text(c.index()),
                                Html.text(c.byChance()),
                                c.isBeyond(drift.above()) ? "yes" : ""))
                    .toList());
  }

  private String facts() {
    AuditReport.LabelSource label = report.label();
    return "Judged on the rows: "
        + report.judged()
        + ". "
        + report.rows().entrySet().stream()
            .map(part -> part.getKey() + " " + part.getValue())
            .collect(Collectors.joining(", ", "Rows: ", ". "))
        + "Label "
        + label.column()
        + ", favourable "
        + label.favourable()
        + ", provenance "
        + label.provenance()
        + ", "
        + label.unlabelled()
        + " rows without.";
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
            Axis.linear("P(favourable | group) / P(favourable | reference)", 0, 2),
            bounds,
            judged.stream()
                .map(
                    c ->
                        new IntervalChart.Row(
                            c.attribute() + ": " + c.group(), c.value(), c.interval(), c.verdict()))
                .toList())
        .toSvg();
  }

  private String checks() {
    return Html.table(
        List.of("check", "of", "group", "value", "interval", "bounds", "verdict", "note"),
        report.checks().stream()
            .map(
                c ->
                    List.of(
                        c.check(),
                        Html.text(c.attribute()),
                        Html.text(c.group()),
                        Html.text(c.value()),
                        c.interval() == null
                            ? ""
                            : Html.text(c.interval().low())
                                + " – "
                                + Html.text(c.interval().high()),
                        c.bounds() == null
                            ? ""
                            : Html.text(c.bounds().min()) + " – " + Html.text(c.bounds().max()),
                        Html.text(c.verdict()),
                        Html.text(c.note())))
            .toList());
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
