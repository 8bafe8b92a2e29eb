package dev.countersign.evaluation;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.plot.Axis;
import dev.countersign.plot.ConfusionChart;
import dev.countersign.plot.FileNames;
import dev.countersign.plot.IntervalChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The pictures of an evaluation, by file name. */
final class EvaluationPlots {
  private EvaluationPlots() {}

  static Map<String, String> of(EvaluationSet set, List<Check> checks) {
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("evaluation-disparate-impact.svg", disparateImpact(checks));
    Part whole = Part.whole(set);
    Optional<String> sampled = set.rows() == null ? Optional.empty() : set.rows().sampled();
    if (set.groups().isEmpty()) {
      List<Part> parts = List.of(whole);
      put(plots, tables(whole, parts, ""), "");
      put(plots, curves(whole, parts, "", sampled), "");
    }
    Map<String, String> fileNames =
        FileNames.of(
            set.groups().stream().map(ScoredGroups::attribute).toList(), EvaluationPlots::plain);
    for (int at = 0; at < set.groups().size(); at++) {
      ScoredGroups groups = set.groups().get(at);
      String by = " by " + groups.attribute();
      String suffix = "-" + fileNames.get(groups.attribute());
      List<Part> parts = Part.groups(set, at);
      put(plots, tables(whole, parts, by), suffix);
      if (!groups.isIntersection()) {
        List<Part> withWhole = new ArrayList<>(List.of(whole));
        withWhole.addAll(parts);
        put(plots, curves(whole, withWhole, by, sampled), suffix);
      }
    }
    return plots;
  }

  private static void put(Map<String, String> plots, Map<String, String> byKind, String suffix) {
    byKind.forEach((kind, svg) -> plots.put("evaluation-" + kind + suffix + ".svg", svg));
  }

  private static Map<String, String> tables(Part whole, List<Part> parts, String by) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("confusion", confusion(parts, by));
    if (whole.scored().outcome() instanceof ClassFacts all) {
      tables.put("classes", ClassPlots.confusion(all, parts, by));
    }
    return tables;
  }

  private static Map<String, String> curves(
      Part whole, List<Part> parts, String by, Optional<String> sampled) {
    Map<String, String> curves = new LinkedHashMap<>(ScorePlots.of(parts, by));
    if (whole.drawn() != null) {
      curves.putAll(AmountPlots.of(parts, by, sampled));
    }
    return curves;
  }

  /** A name without anything a file system could take amiss. */
  private static String plain(String attribute) {
    String plain =
        attribute.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.isEmpty() ? "attribute" : plain;
  }

  private static String disparateImpact(List<Check> checks) {
    List<Check> shown =
        checks.stream().filter(c -> c.check().equals(Fairness.DISPARATE_IMPACT.id())).toList();
    Bounds bounds =
        shown.stream().map(Check::bounds).filter(Objects::nonNull).findFirst().orElse(null);
    List<IntervalChart.Row> rows =
        shown.stream()
            .map(
                c ->
                    new IntervalChart.Row(
                        c.attribute() + ": " + c.group() + " against " + c.reference(),
                        c.value(),
                        c.interval(),
                        c.verdict()))
            .toList();
    return new IntervalChart(
            "Disparate impact of decisions",
            "Ratio of the group's to the reference's rate of favourable decisions, with 95 %"
                + " intervals; the band is what the policy allows.",
            new Axis("selection rate of group / of reference", 0.2, 5, Axis.Kind.LOG),
            bounds,
            rows)
        .toSvg();
  }

  private static String confusion(List<Part> parts, String by) {
    List<ConfusionChart.Panel> panels = new ArrayList<>();
    for (Part part : parts) {
      Confusion counts = part.scored().confusion();
      panels.add(
          new ConfusionChart.Panel(
              part.name(),
              new long[][] {
                {counts.truePositive(), counts.falseNegative()},
                {counts.falsePositive(), counts.trueNegative()}
              }));
    }
    return new ConfusionChart(
            "Labels against decisions" + by,
            "One table a group; shares are of the rows with the same label.",
            "decided",
            List.of("good", "bad"),
            List.of("good", "bad"),
            panels)
        .toSvg();
  }
}
