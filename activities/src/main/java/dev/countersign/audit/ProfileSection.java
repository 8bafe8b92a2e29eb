package dev.countersign.audit;

import dev.countersign.audit.ColumnProfile.Spread;
import dev.countersign.page.Html;
import dev.countersign.page.Shown;
import dev.countersign.plot.BarChart;
import dev.countersign.plot.DotChart;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The page's parts on columns: a table of all, and how the most different ones are spread. */
record ProfileSection(DataProfile profile) {
  private static final int PLOTTED = 30;

  String table() {
    return Html.paragraph(
            "Missing values, extremes and means are of all judged rows; the rest is of "
                + Shown.of(profile.rows())
                + " of them, of "
                + Shown.of(profile.of())
                + ".")
        + new ColumnTable(profile.columns()).html();
  }

  /** Which features go together, the strongest pairs first. */
  String associations() {
    Associations associations = profile.associations();
    return associations.features() == 0
        ? Html.paragraph(
            "Fewer than 2 or more than "
                + Associations.MOST_FEATURES
                + " features: none were compared with each other.")
        : Html.paragraph(
                "Two columns of numbers by Spearman's rank correlation, any other two by Cramér's V"
                    + " corrected for bias: 0 for nothing in common, 1 where each tells the other."
                    + " On "
                    + associations.rows()
                    + " rows.")
            + Html.table(
                List.of("feature", "and", "strength", "measure"),
                associations.pairs().stream()
                    .map(p -> List.of(p.one(), p.other(), Shown.of(p.strength()), p.measure()))
                    .toList());
  }

  String spread() {
    return Html.paragraph(
            "The most different ones first: by the largest total variation distance between a group"
                + " and the reference. Shares are of the group's rows.")
        + spreads();
  }

  boolean hasOutliers() {
    return profile.outliers().byGroup().values().stream().anyMatch(groups -> !groups.isEmpty());
  }

  String outliers() {
    List<BarChart.Bar> bars = new ArrayList<>();
    profile
        .outliers()
        .byGroup()
        .forEach(
            (attribute, groups) ->
                groups.forEach((group, share) -> bars.add(bar(attribute + ": " + group, share))));
    return new BarChart(
            "Outliers by group",
            "Share of each group's sampled rows that an isolation forest sets apart.",
            "share of the group's rows",
            bars)
        .toSvg();
  }

  private static BarChart.Bar bar(String label, Proportion share) {
    return new BarChart.Bar(label, share.rate(), share.wilson(0.95));
  }

  private String spreads() {
    return profile.columns().stream()
        .sorted(Comparator.comparingDouble(ColumnProfile::distance).reversed())
        .limit(PLOTTED)
        .flatMap(column -> column.spreads().stream().map(spread -> chart(column, spread)))
        .collect(Collectors.joining());
  }

  private static String chart(ColumnProfile column, Spread spread) {
    List<DotChart.Row> rows = new ArrayList<>();
    for (int i = 0; i < spread.values().size(); i++) {
      rows.add(
          new DotChart.Row(
              spread.values().get(i),
              spread.shares().get(i).stream().mapToDouble(Double::doubleValue).toArray()));
    }
    return new DotChart(
            column.column() + " by " + spread.attribute(),
            "One row a value or range, a dot a group.",
            "share of the group's rows",
            rows,
            spread.groups())
        .toSvg();
  }
}
