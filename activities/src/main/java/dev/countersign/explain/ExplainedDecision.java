package dev.countersign.explain;

import dev.countersign.explain.RowExplanation.Contribution;
import dev.countersign.plot.WaterfallChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One decision explained for people: by column of the data, in words and as a picture.
 *
 * @param explanation by input of the model, as JSON prints it
 * @param reasons by column of the data, the largest first; what the indicators of a column
 *     contribute is added up
 * @param average the probability the base stands for
 * @param probability the probability of the favourable outcome for this row
 * @param method how contributions were computed
 */
public record ExplainedDecision(
    RowExplanation explanation,
    List<Contribution> reasons,
    double average,
    double probability,
    String method) {
  private static final int TOLD = 5;
  private static final int DRAWN = 12;

  public ExplainedDecision {
    reasons = List.copyOf(reasons);
  }

  /**
   * Why, in a few lines: how probable the favourable outcome is, then what speaks against it and
   * for it, each ranked, specific and about this row.
   */
  public String inWords() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "Row %s: the model gives the favourable outcome a probability of %.3f.%n"
                + "It starts from %.3f, before anything is known of the row.%n",
            explanation.row(),
            probability,
            average));
    tell(out, "Against it speaks", reasons.stream().filter(r -> r.contribution() < 0).toList());
    tell(out, "For it speaks", reasons.stream().filter(r -> r.contribution() > 0).toList());
    out.append(
        String.format(
            Locale.ROOT,
            "Contributions are in %s; all %d add up to %.4f, from %.4f. By %s.%n",
            explanation.space().equals("margin") ? "log-odds" : "probability",
            reasons.size(),
            explanation.prediction(),
            explanation.base(),
            method));
    return out.toString();
  }

  private static void tell(StringBuilder out, String heading, List<Contribution> ranked) {
    if (ranked.isEmpty()) {
      return;
    }
    out.append(heading).append(String.format(":%n"));
    int place = 1;
    for (Contribution reason : ranked.subList(0, Math.min(TOLD, ranked.size()))) {
      out.append(
          String.format(
              Locale.ROOT,
              "  %d. %s is %s (%+.4f)%n",
              place++,
              reason.feature(),
              shown(reason),
              reason.contribution()));
    }
    if (ranked.size() > TOLD) {
      double rest = ranked.stream().skip(TOLD).mapToDouble(Contribution::contribution).sum();
      out.append(
          String.format(
              Locale.ROOT, "     and %d smaller ones (%+.4f)%n", ranked.size() - TOLD, rest));
    }
  }

  private static String shown(Contribution reason) {
    return reason.value() == null ? "missing" : String.valueOf(reason.value());
  }

  /** From the base to the prediction, one step a column, as self-contained SVG. */
  public String toSvg() {
    List<WaterfallChart.Step> steps = new ArrayList<>();
    for (Contribution reason : reasons.subList(0, Math.min(DRAWN, reasons.size()))) {
      steps.add(
          new WaterfallChart.Step(reason.feature() + " = " + shown(reason), reason.contribution()));
    }
    if (reasons.size() > DRAWN) {
      double rest = reasons.stream().skip(DRAWN).mapToDouble(Contribution::contribution).sum();
      steps.add(new WaterfallChart.Step((reasons.size() - DRAWN) + " other columns", rest));
    }
    return new WaterfallChart(
            "Why row " + explanation.row() + " is decided as it is",
            "Each bar is what a column adds, from what the model answers before anything is known"
                + " to its answer for this row: probability "
                + String.format(Locale.ROOT, "%.3f", probability)
                + ". By "
                + method
                + ".",
            explanation.space().equals("margin") ? "margin (log-odds)" : "probability",
            explanation.base(),
            steps)
        .toSvg();
  }
}
