package dev.countersign.audit;

import dev.countersign.audit.ProxySearch.RemovalCost;
import dev.countersign.data.Sample;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.page.Shown;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges proxies: one check per attribute and group, whose value is that of the most telling
 * feature, so that all features pass exactly when it does.
 *
 * @param search what was found
 * @param warnAbove an area from which a weaker proxy is warned of
 */
record ProxyFigures(ProxySearch search, double warnAbove) {
  private static final int NAMED = 5;

  Check judge(Proxies proxies, ProtectedAttribute attribute, @Nullable CheckBar bar) {
    Sample sample = search.sample();
    boolean allowed = attribute.useOrDefault() == Use.FEATURE;
    Proxies.Feature strongest = proxies.strongest();
    Figure figure =
        Figure.of("proxy-auc")
            .on(proxies.attribute())
            .group(proxies.group(), "rest")
            .rows(proxies.members())
            .convention(
                "cross-validated area under the ROC curve with which the most telling feature alone"
                    + " tells the group from the rest");
    if (strongest == null) {
      return figure
          .note("Too few rows of this group, or of the rest, to cross-validate.")
          .judgedBy(bar);
    }
    figure.value(strongest.auc()).interval(strongest.interval());
    figure.note(ranking(proxies));
    RemovalCost cost = search.costOf(strongest.feature());
    if (cost != null) {
      figure.note(
          "Leaving "
              + strongest.feature()
              + " out costs "
              + Figure.format(cost.cost())
              + " of the label's area ("
              + Figure.format(cost.interval().low())
              + " to "
              + Figure.format(cost.interval().high())
              + ").");
    }
    if (allowed) {
      figure.note(
          "The manifest lets "
              + attribute.column()
              + " itself be a feature, so what stands in for it is warned of at most.");
    }
    if (!sample.isComplete()) {
      figure.note(
          "On "
              + Shown.of(sample.rows())
              + " of "
              + Shown.of(sample.of())
              + " rows, drawn at random.");
    }
    Proxies.Feature together = proxies.together();
    if (together != null) {
      figure.note(
          "All features together: "
              + Figure.format(together.auc())
              + " ("
              + Figure.format(together.interval().low())
              + " to "
              + Figure.format(together.interval().high())
              + ").");
    }
    Check check = figure.judgedBy(allowed ? Bars.warning(bar) : bar);
    return check.verdict() == Verdict.PASS && strongest.auc() >= warnAbove
        ? check.withVerdict(Verdict.WARN).withNote("A weaker proxy: not under " + warnAbove + ".")
        : check;
  }

  private static String ranking(Proxies proxies) {
    List<Proxies.Feature> named =
        proxies.features().subList(0, Math.min(NAMED, proxies.features().size()));
    String telling =
        named.stream()
            .map(f -> f.feature() + " " + Figure.format(f.auc()))
            .collect(Collectors.joining(", "));
    return "Most telling of " + proxies.attribute() + ": " + telling + ".";
  }
}
