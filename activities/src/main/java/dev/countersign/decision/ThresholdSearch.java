package dev.countersign.decision;

import dev.countersign.decision.GroupThresholds.Setting;
import dev.countersign.decision.OperatingPoints.Point;
import dev.countersign.manifest.MitigationSpec.Constraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tries thresholds on calibration rows: common ones; and either, for every target of a grid, the
 * ones that bring each group nearest to it, or a band around a common threshold within which groups
 * that fare worse are decided favourably and the others not (reject-option classification, Kamiran,
 * Karim and Zhang 2012, Decision theory for discrimination-aware classification).
 */
final class ThresholdSearch {
  private static final int STEPS = 100;
  private static final int MARGINS = 50;
  private static final double LOWEST = 0.01;
  private static final double HIGHEST = 0.99;

  private final ThresholdGoal goal;
  private final Map<String, OperatingPoints> groups = new TreeMap<>();
  private final int rows;
  private final int positives;

  /**
   * Looks at the groups.
   *
   * @param groups per row its group, or null
   * @throws IllegalArgumentException if no row is in a group
   */
  ThresholdSearch(
      ThresholdGoal goal, double[] scores, boolean[] favourable, List<@Nullable String> groups) {
    this.goal = goal;
    int[] known =
        IntStream.range(0, scores.length).filter(row -> groups.get(row) != null).toArray();
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int row : known) {
      members.computeIfAbsent(String.valueOf(groups.get(row)), g -> new ArrayList<>()).add(row);
    }
    if (members.isEmpty()) {
      throw new IllegalArgumentException("no calibration row is in a group: nothing can be fitted");
    }
    members.forEach(
        (name, own) ->
            this.groups.put(
                name,
                OperatingPoints.of(
                    scores, favourable, own.stream().mapToInt(Integer::intValue).toArray())));
    this.rows = known.length;
    this.positives = this.groups.values().stream().mapToInt(OperatingPoints::positives).sum();
  }

  /** The settings that nothing beats in both evenness and the objective, the most even first. */
  List<Setting> frontier() {
    List<Setting> tried = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      tried.add(common((double) i / STEPS));
    }
    switch (goal.method()) {
      case THRESHOLD_OPTIMISATION -> towardTargets(tried);
      case REJECT_OPTION -> withRejectOption(tried);
      default -> throw new IllegalStateException(goal.method() + " fits no thresholds");
    }
    return undominated(tried);
  }

  /** What one threshold for all comes to. */
  Setting common(double threshold) {
    return setting((name, points) -> points.at(threshold));
  }

  private void towardTargets(List<Setting> tried) {
    for (int i = 0; i <= STEPS; i++) {
      double first = (double) i / STEPS;
      int others = goal.constraint() == Constraint.EQUALIZED_ODDS ? i : 0;
      for (int j = 0; j <= others; j++) {
        double second = (double) j / STEPS;
        tried.add(setting((name, points) -> points.nearest(goal.constraint(), first, second)));
      }
    }
  }

  /** A score exactly at the band's lower end is outside it, as the paper has it. */
  private void withRejectOption(List<Setting> tried) {
    double overall = (double) positives / rows;
    for (int i = 0; i < STEPS; i++) {
      double threshold = LOWEST + (HIGHEST - LOWEST) * i / (STEPS - 1);
      double widest = Math.min(threshold, 1 - threshold);
      for (int j = 0; j < MARGINS; j++) {
        double margin = widest * j / (MARGINS - 1);
        tried.add(
            setting(
                (name, points) -> {
                  boolean deprived = (double) points.positives() / points.rows() < overall;
                  double end = deprived ? threshold - margin : threshold + margin;
                  return points.at(Math.nextUp(end));
                }));
      }
    }
  }

  private Setting setting(BiFunction<String, OperatingPoints, Point> choice) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    List<Point> chosen = new ArrayList<>();
    groups.forEach(
        (name, points) -> {
          Point point = choice.apply(name, points);
          thresholds.put(name, point.threshold());
          chosen.add(point);
        });
    double right = chosen.stream().mapToInt(Point::right).sum();
    return new Setting(thresholds, disparity(chosen), right / rows, balanced(chosen));
  }

  /** The mean of both rates; the one there is where a label is missing. */
  private double balanced(List<Point> points) {
    double sensitivity = (double) points.stream().mapToInt(Point::truePositives).sum() / positives;
    double specificity =
        (double) points.stream().mapToInt(Point::trueNegatives).sum() / (rows - positives);
    return Double.isNaN(sensitivity)
        ? specificity
        : Double.isNaN(specificity) ? sensitivity : (sensitivity + specificity) / 2;
  }

  private double disparity(List<Point> points) {
    return switch (goal.constraint()) {
      case DEMOGRAPHIC_PARITY -> range(points, Point::selection);
      case EQUAL_OPPORTUNITY -> range(points, Point::truePositive);
      case EQUALIZED_ODDS ->
          Math.max(range(points, Point::truePositive), range(points, Point::falsePositive));
    };
  }

  private static double range(List<Point> points, ToDoubleFunction<Point> rate) {
    double[] rates =
        points.stream().mapToDouble(rate).filter(value -> !Double.isNaN(value)).toArray();
    return rates.length == 0
        ? 0
        : Arrays.stream(rates).max().getAsDouble() - Arrays.stream(rates).min().getAsDouble();
  }

  private List<Setting> undominated(List<Setting> tried) {
    ToDoubleFunction<Setting> kept = setting -> setting.kept(goal.objective());
    tried.sort(
        Comparator.comparingDouble(Setting::disparity)
            .thenComparing(Comparator.comparingDouble(kept).reversed()));
    List<Setting> frontier = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Setting setting : tried) {
      if (kept.applyAsDouble(setting) > best) {
        frontier.add(setting);
        best = kept.applyAsDouble(setting);
      }
    }
    return frontier;
  }
}
