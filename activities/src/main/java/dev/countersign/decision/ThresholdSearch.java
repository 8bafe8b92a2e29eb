package dev.countersign.decision;

import dev.countersign.decision.GroupThresholds.Setting;
import dev.countersign.decision.OperatingPoints.Point;
import dev.countersign.manifest.MitigationSpec.Constraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tries thresholds: common ones, and for every target of a grid the ones that bring each group
 * nearest to it.
 */
final class ThresholdSearch {
  private static final int STEPS = 100;

  private final Constraint constraint;
  private final Map<String, OperatingPoints> groups;
  private final long rows;

  private ThresholdSearch(Constraint constraint, Map<String, OperatingPoints> groups, long rows) {
    this.constraint = constraint;
    this.groups = groups;
    this.rows = rows;
  }

  /** The settings that nothing beats in both evenness and accuracy, the most even first. */
  static List<Setting> frontier(
      Constraint constraint, double[] scores, boolean[] favourable, List<@Nullable String> groups) {
    Map<String, OperatingPoints> points = new TreeMap<>();
    int[] known =
        IntStream.range(0, scores.length).filter(row -> groups.get(row) != null).toArray();
    for (int row : known) {
      points.computeIfAbsent(
          String.valueOf(groups.get(row)),
          name ->
              OperatingPoints.of(
                  scores,
                  favourable,
                  IntStream.of(known).filter(r -> name.equals(groups.get(r))).toArray()));
    }
    if (points.isEmpty()) {
      throw new IllegalArgumentException("no calibration row is in a group: nothing can be fitted");
    }
    return new ThresholdSearch(constraint, points, known.length).search();
  }

  private List<Setting> search() {
    List<Setting> tried = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double first = (double) i / STEPS;
      tried.add(setting(points -> points.at(first)));
      if (constraint == Constraint.EQUALIZED_ODDS) {
        for (int j = 0; j <= i; j++) {
          double second = (double) j / STEPS;
          tried.add(setting(points -> points.nearest(constraint, first, second)));
        }
      } else {
        tried.add(setting(points -> points.nearest(constraint, first, 0)));
      }
    }
    return undominated(tried);
  }

  private Setting setting(Function<OperatingPoints, Point> choice) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    List<Point> chosen = new ArrayList<>();
    groups.forEach(
        (name, points) -> {
          Point point = choice.apply(points);
          thresholds.put(name, point.threshold());
          chosen.add(point);
        });
    double right = chosen.stream().mapToLong(Point::right).sum();
    return new Setting(thresholds, disparity(chosen), right / rows);
  }

  private double disparity(List<Point> points) {
    return switch (constraint) {
      case DEMOGRAPHIC_PARITY -> range(points, Point::selection);
      case EQUAL_OPPORTUNITY -> range(points, Point::truePositive);
      case EQUALIZED_ODDS ->
          Math.max(range(points, Point::truePositive), range(points, Point::falsePositive));
    };
  }

  private static double range(List<Point> points, ToDoubleFunction<Point> rate) {
    double[] rates =
        points.stream().mapToDouble(rate).filter(value -> !Double.isNaN(value)).sorted().toArray();
    return rates.length == 0 ? 0 : rates[rates.length - 1] - rates[0];
  }

  private static List<Setting> undominated(List<Setting> tried) {
    tried.sort(
        Comparator.comparingDouble(Setting::disparity)
            .thenComparing(Comparator.comparingDouble(Setting::accuracy).reversed()));
    List<Setting> frontier = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Setting setting : tried) {
      if (setting.accuracy() > best) {
        frontier.add(setting);
        best = setting.accuracy();
      }
    }
    return frontier;
  }
}
