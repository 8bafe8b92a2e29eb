package dev.countersign.explain;

import dev.countersign.model.Answers;
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
 * @param average the answer the base stands for
 * @param answers what the model answers about this row alone
 * @param space what contributions add up to
 * @param method how contributions were computed
 */
public record ExplainedDecision(
    RowExplanation explanation,
    List<Reason> reasons,
    double average,
    Answers answers,
    Space space,
    String method) {
  private static final int TOLD = 4;
  private static final int DRAWN = 12;

  public ExplainedDecision {
    reasons = List.copyOf(reasons);
  }

  /** What speaks against the favourable outcome, the strongest first. */
  public List<Reason> against() {
    return reasons.stream().filter(reason -> reason.contribution() < 0).toList();
  }

  /** What speaks for the favourable outcome, the strongest first. */
  public List<Reason> inFavour() {
    return reasons.stream().filter(reason -> reason.contribution() > 0).toList();
  }

  /** What is explained of the row: its probability of the favourable outcome, or its number. */
  public double answer() {
    return answers.explained()[0];
  }

  /**
   * Why, in a few lines: what the model answers, then the reasons against and for it, each
   * specific, ranked and about this row. An unfavourable decision gives its principal reasons
   * first, at most four, as notices of adverse action do (12 CFR 1002.9(b)(2) and its official
   * interpretation).
   *
   * @param threshold the score at or above which the row is decided favourably
   */
  public String inWords(double threshold) {
    boolean favourable = answers.scores()[0] >= threshold;
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "Row %s is decided %s: %s.%nBefore anything is known of the row it is %s.%n",
            explanation.row(),
            favourable ? "favourably" : "unfavourably",
            decidedBy(favourable, threshold),
            shown(average)));
    if (favourable) {
      tell(out, "What speaks for it", inFavour());
      tell(out, "What speaks against it all the same", against());
    } else {
      tell(out, "Principal reasons against it", against());
      tell(out, "What speaks for it all the same", inFavour());
    }
    out.append(
        String.format(
            Locale.ROOT,
            "Contributions are in %s; all %d add up to %.4f, from %.4f. By %s.%n",
            space == Space.MARGIN ? "log-odds" : space.unit(),
            reasons.size(),
            explanation.prediction(),
            explanation.base(),
            method));
    return out.toString();
  }

  private String decidedBy(boolean favourable, double threshold) {
    return switch (answers) {
      case Answers.Probabilities probabilities ->
          "the probability of the favourable outcome is %s, %s %s"
              .formatted(shown(answer()), favourable ? "at or above" : "below", threshold);
      case Answers.Classes classes ->
          "%s; the probability of the favourable outcome is %s"
              .formatted(classes.said(0), shown(answer()));
      case Answers.Amounts amounts ->
          "%s, %s %s"
              .formatted(
                  amounts.said(0), favourable ? "within" : "outside", amounts.favourable().label());
    };
  }

  private String shown(double answer) {
    return String.format(Locale.ROOT, space == Space.AMOUNT ? "%.6g" : "%.3f", answer);
  }

  private static void tell(StringBuilder out, String heading, List<Reason> ranked) {
    if (ranked.isEmpty()) {
      return;
    }
    out.append(heading).append(String.format(":%n"));
    int place = 1;
    for (Reason reason : ranked.subList(0, Math.min(TOLD, ranked.size()))) {
      out.append(
          String.format(
              Locale.ROOT, "  %d. %s (%+.4f)%n", place++, reason.inWords(), reason.contribution()));
    }
    if (ranked.size() > TOLD) {
      double rest = ranked.stream().skip(TOLD).mapToDouble(Reason::contribution).sum();
      out.append(
          String.format(
              Locale.ROOT,
              "     and %d weaker %s (%+.4f)%n",
              ranked.size() - TOLD,
              ranked.size() == TOLD + 1 ? "one" : "ones",
              rest));
    }
  }

  /** From the base to the prediction, one step a column, as self-contained SVG. */
  public String toSvg() {
    List<WaterfallChart.Step> steps = new ArrayList<>();
    for (Reason reason : reasons.subList(0, Math.min(DRAWN, reasons.size()))) {
      steps.add(
          new WaterfallChart.Step(reason.column() + " = " + reason.shown(), reason.contribution()));
    }
    if (reasons.size() > DRAWN) {
      double rest = reasons.stream().skip(DRAWN).mapToDouble(Reason::contribution).sum();
      steps.add(new WaterfallChart.Step((reasons.size() - DRAWN) + " other columns", rest));
    }
    return new WaterfallChart(
            "Why row " + explanation.row() + " is decided as it is",
            "Each bar is what a column adds, from what the model answers before anything is known"
                + " to its answer for this row: "
                + (space == Space.AMOUNT ? "" : "probability ")
                + shown(answer())
                + ". By "
                + method
                + ".",
            space.unit(),
            explanation.base(),
            steps)
        .toSvg();
  }
}
