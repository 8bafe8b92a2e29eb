package dev.countersign.mitigation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gates.Figure;
import dev.countersign.passport.Json;
import dev.countersign.plot.Axis;
import dev.countersign.plot.LineChart;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import dev.countersign.stats.PairedProportions;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Settings of mitigation tried out on training rows, each by models that learnt from some folds and
 * decided the others: what less discriminatory alternatives there are, and what they cost.
 *
 * @param attribute name of the attribute, or of several taken together
 * @param learner what was trained, in words
 * @param rows rows tried on
 * @param of training rows they were drawn from
 * @param threshold a score at or above it decided favourably
 * @param leftOut groups with too few rows to compare
 * @param tried the most even first
 * @param why why the chosen one was chosen, and what stands against it
 */
record Alternatives(
    String attribute,
    String learner,
    long rows,
    long of,
    double threshold,
    List<String> leftOut,
    List<Tried> tried,
    String why) {
  static final String ACCURACY_COST = "accuracy-cost";
  static final String LESS_DISCRIMINATORY = "less-discriminatory-alternatives";

  /** Groups' rates that differ less than this differ by nothing worth a change. */
  static final double WORTHWHILE = 0.02;

  Alternatives {
    leftOut = List.copyOf(leftOut);
    tried = tried.stream().sorted(Comparator.comparingDouble(Tried::disparity)).toList();
  }

  /**
   * One setting.
   *
   * @param setting in words
   * @param disparity largest difference between groups' rates of favourable decisions, in [0, 1]
   * @param ratio smallest of these rates over the largest, in [0, 1]
   * @param accuracy share of rows decided as labelled
   * @param right per row, whether it was; not written down
   * @param chosen whether the manifest chose it
   * @param frontier whether nothing tried beats it in both evenness and accuracy
   */
  record Tried(
      String setting,
      double disparity,
      double ratio,
      double accuracy,
      @JsonIgnore boolean[] right,
      boolean chosen,
      boolean frontier) {

    boolean beats(Tried other) {
      return disparity <= other.disparity
          && accuracy >= other.accuracy
          && (disparity < other.disparity || accuracy > other.accuracy);
    }

    /** Whether it is fairer by something worth a change, and no less often right. */
    boolean isBetterThan(Tried other) {
      return disparity <= other.disparity - WORTHWHILE && accuracy >= other.accuracy;
    }

    Tried marked(boolean isChosen, boolean onFrontier) {
      return new Tried(setting, disparity, ratio, accuracy, right, isChosen, onFrontier);
    }
  }

  /** Marks the chosen setting and the frontier, and says why. */
  static Alternatives of(
      String attribute,
      String learner,
      long rows,
      long of,
      double threshold,
      List<String> leftOut,
      List<Tried> tried,
      String chosen) {
    List<Tried> marked =
        tried.stream()
            .map(
                one ->
                    one.marked(
                        one.setting().equals(chosen),
                        tried.stream().noneMatch(other -> other.beats(one))))
            .toList();
    Alternatives all =
        new Alternatives(attribute, learner, rows, of, threshold, leftOut, marked, "");
    return new Alternatives(
        attribute, learner, rows, of, threshold, leftOut, marked, all.reason() + all.omission());
  }

  /** What was chosen. */
  Tried chosen() {
    return tried.stream().filter(Tried::chosen).findFirst().orElseThrow();
  }

  /** Without any mitigation. */
  Tried before() {
    return tried.stream()
        .filter(one -> one.setting().equals(AlternativeSearch.NOTHING))
        .findFirst()
        .orElseThrow();
  }

  /** Settings that are worthwhile fairer than the chosen one and no less often right. */
  List<Tried> better() {
    return tried.stream().filter(one -> one.isBetterThan(chosen())).toList();
  }

  private String omission() {
    return leftOut.isEmpty()
        ? ""
        : " Not compared, with fewer than "
            + AlternativeSearch.FEWEST
            + " rows: "
            + String.join(", ", leftOut)
            + ".";
  }

  private String reason() {
    Tried chosen = chosen();
    String choice =
        "The manifest chose "
            + chosen.setting()
            + ": largest difference of rates "
            + Figure.format(chosen.disparity())
            + " after "
            + Figure.format(before().disparity())
            + " with nothing done, accuracy "
            + Figure.format(chosen.accuracy())
            + " after "
            + Figure.format(before().accuracy())
            + ". ";
    List<Tried> better = better();
    if (better.isEmpty()) {
      return choice
          + "Of "
          + tried.size()
          + " settings tried, none is fairer by "
          + WORTHWHILE
          + " or more without being right less often.";
    }
    return choice
        + "Less discriminatory and no less accurate: "
        + String.join(
            "; ",
            better.stream()
                .map(
                    one ->
                        one.setting()
                            + " ("
                            + Figure.format(one.disparity())
                            + ", accuracy "
                            + Figure.format(one.accuracy())
                            + ")")
                .toList())
        + ". Choose one of them, or record why not.";
  }

  /** What the chosen setting costs in accuracy, on the same rows. */
  Figure accuracyCost() {
    boolean[] before = before().right();
    boolean[] after = chosen().right();
    long lost = 0;
    long won = 0;
    for (int row = 0; row < before.length; row++) {
      lost += before[row] && !after[row] ? 1 : 0;
      won += after[row] && !before[row] ? 1 : 0;
    }
    PairedProportions paired = new PairedProportions(lost, won, before.length);
    return Figure.of(ACCURACY_COST)
        .on(attribute)
        .ratesOf("decisions")
        .value(paired.difference())
        .interval(paired.agrestiMin(0.95))
        .rows(before.length)
        .convention("accuracy with nothing done − accuracy with the chosen setting, out of fold")
        .note("By " + learner + ".");
  }

  /** How many settings are fairer and no less accurate. */
  Figure lessDiscriminatory() {
    return Figure.of(LESS_DISCRIMINATORY)
        .on(attribute)
        .ratesOf("decisions")
        .value((double) better().size())
        .rows(rows)
        .convention(
            "settings tried whose largest difference of rates is smaller by "
                + WORTHWHILE
                + " or more and whose accuracy is no lower")
        .note(why);
  }

  /** Leaves them as JSON and as a plot. */
  List<EvidenceRef> leaveIn(EvidenceStore store) {
    return List.of(
        store.put("mitigation-alternatives.json", Json.canonicalBytes(this)),
        store.put("mitigation-trade-off.svg", plot().getBytes(StandardCharsets.UTF_8)));
  }

  private String plot() {
    List<Tried> frontier = tried.stream().filter(Tried::frontier).toList();
    return new LineChart(
            "What evenness by " + attribute + " costs",
            "Every setting tried; those nothing beats in both; the one chosen; nothing done.",
            Axis.around("largest difference of favourable rates", of(tried, Tried::disparity)),
            Axis.around("accuracy, out of fold", of(tried, Tried::accuracy)),
            List.of(
                series("tried", tried, Mark.POINTS),
                series("worth choosing from", frontier, Mark.LINE_AND_POINTS),
                series("chosen", List.of(chosen()), Mark.POINTS),
                series("nothing done", List.of(before()), Mark.POINTS)),
            List.of())
        .toSvg();
  }

  private static Series series(String name, List<Tried> settings, Mark mark) {
    return new Series(name, of(settings, Tried::disparity), of(settings, Tried::accuracy), mark);
  }

  private static double[] of(List<Tried> settings, ToDoubleFunction<Tried> figure) {
    return settings.stream().mapToDouble(figure).toArray();
  }
}
