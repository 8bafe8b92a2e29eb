package dev.countersign.decision;

import dev.countersign.decision.GroupThresholds.Setting;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Json;
import dev.countersign.plot.Axis;
import dev.countersign.plot.LineChart;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Thresholds by group as they leave the house: with them anybody can decide as the gates did, and
 * see what else was tried.
 *
 * @param attribute name of the attribute, or of several taken together
 * @param method how they were searched
 * @param constraint what was evened out
 * @param objective what was kept high
 * @param tolerance how far apart groups may stay
 * @param otherwise threshold of rows in no group with a threshold of its own
 * @param unfitted groups that keep {@code otherwise}, because their calibration rows are too few
 * @param chosen the setting in use
 * @param before what one threshold for all comes to
 * @param frontier all settings worth choosing from, the most even first
 * @param why why this one was chosen
 */
public record DecisionRule(
    String attribute,
    String method,
    String constraint,
    String objective,
    double tolerance,
    double otherwise,
    List<String> unfitted,
    Setting chosen,
    Setting before,
    List<Setting> frontier,
    String why) {

  public DecisionRule {
    unfitted = List.copyOf(unfitted);
    frontier = List.copyOf(frontier);
  }

  /** The rule these thresholds make. */
  public static DecisionRule of(GroupThresholds thresholds) {
    ThresholdGoal goal = thresholds.goal();
    return new DecisionRule(
        thresholds.name(),
        word(goal.method()),
        word(goal.constraint()),
        word(goal.objective()),
        goal.tolerance(),
        thresholds.otherwise(),
        thresholds.unfitted(),
        thresholds.chosen(),
        thresholds.before(),
        thresholds.frontier(),
        why(thresholds));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String why(GroupThresholds thresholds) {
    ThresholdGoal goal = thresholds.goal();
    Setting chosen = thresholds.chosen();
    Setting before = thresholds.before();
    if (chosen.thresholds().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "No group has a threshold of its own, because fewer than two have calibration rows"
              + " enough: %s. Everybody is decided by the common threshold; on the calibration rows"
              + " groups differ by %.4f in their %s.",
          thresholds.unfittedInWords(),
          chosen.disparity(),
          goal.evened());
    }
    String left =
        thresholds.unfitted().isEmpty()
            ? ""
            : " Left out of these differences, and decided by the common threshold: "
                + thresholds.unfittedInWords()
                + ".";
    String choice =
        chosen.disparity() <= goal.tolerance()
            ? "of the settings whose groups differ by at most %s in their %s, it has the highest %s"
                .formatted(goal.tolerance(), goal.evened(), goal.kept())
            : "no setting brings groups within %s of each other in their %s; this one is nearest"
                .formatted(goal.tolerance(), goal.evened());
    return String.format(
        Locale.ROOT,
        "Chosen because %s. On the calibration rows groups differed by %.4f with one threshold for"
            + " all and differ by %.4f now; %s went from %.4f to %.4f.%s",
        choice,
        before.disparity(),
        chosen.disparity(),
        goal.kept(),
        before.kept(goal.objective()),
        chosen.kept(goal.objective()),
        left);
  }

  /** Leaves the rule as JSON and its trade-off as a plot. */
  public static List<EvidenceRef> leaveIn(EvidenceStore store, GroupThresholds thresholds) {
    return List.of(
        store.put("decision-rule.json", Json.canonicalBytes(of(thresholds))),
        store.put("decision-trade-off.svg", tradeOff(thresholds).getBytes(StandardCharsets.UTF_8)));
  }

  /** What evenness costs, from setting to setting. */
  static String tradeOff(GroupThresholds thresholds) {
    ThresholdGoal goal = thresholds.goal();
    ToDoubleFunction<Setting> kept = setting -> setting.kept(goal.objective());
    List<Setting> drawn = new ArrayList<>(thresholds.frontier());
    drawn.add(thresholds.before());
    return new LineChart(
            "What evenness by " + thresholds.name() + " costs",
            "Settings that nothing beats in both; the one in use; and one threshold for all.",
            Axis.around(
                "largest difference of the " + goal.evened(), of(drawn, Setting::disparity)),
            Axis.around(goal.kept() + " on the calibration rows", of(drawn, kept)),
            List.of(
                series("worth choosing from", thresholds.frontier(), kept, Mark.LINE_AND_POINTS),
                series("in use", List.of(thresholds.chosen()), kept, Mark.POINTS),
                series("one for all", List.of(thresholds.before()), kept, Mark.POINTS)),
            List.of())
        .toSvg();
  }

  private static Series series(
      String name, List<Setting> settings, ToDoubleFunction<Setting> kept, Mark mark) {
    return new Series(name, of(settings, Setting::disparity), of(settings, kept), mark);
  }

  private static double[] of(List<Setting> settings, ToDoubleFunction<Setting> figure) {
    return settings.stream().mapToDouble(figure).toArray();
  }
}
