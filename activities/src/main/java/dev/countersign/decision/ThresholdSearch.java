package dev.countersign.decision;

import dev.countersign.decision.GroupThresholds.Setting;
import dev.countersign.decision.OperatingPoints.Point;
import dev.countersign.manifest.MitigationSpec.Constraint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
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
  private final List<String> names;
  private final List<OperatingPoints> groups;
  private final List<Boolean> fitted;
  private final double otherwise;
  private final int rows;
  private final int positives;

  /** Points of the groups, in their order, and what they come to together. */
  private record Candidate(Point[] points, double disparity, double kept) {}

  /**
   * Looks at the groups. Those with too few rows keep the common threshold, all of them where fewer
   * than two groups have enough.
   *
   * @param groups per row its group, or null
   * @param otherwise the common threshold
   * @throws IllegalArgumentException if no row is in a group
   */
  ThresholdSearch(
      ThresholdGoal goal,
      double[] scores,
      boolean[] favourable,
      List<@Nullable String> groups,
      double otherwise) {
    this.goal = goal;
    this.otherwise = otherwise;
    Map<String, IntStream.Builder> members = new HashMap<>();
    for (int row = 0; row < scores.length; row++) {
      String group = groups.get(row);
      if (group != null) {
        members.computeIfAbsent(group, g -> IntStream.builder()).add(row);
      }
    }
    if (members.isEmpty()) {
      throw new IllegalArgumentException("no calibration row is in a group: nothing can be fitted");
    }
    Map<String, OperatingPoints> points = new TreeMap<>();
    members.forEach(
        (name, own) ->
            points.put(name, OperatingPoints.of(scores, favourable, own.build().toArray())));
    this.names = List.copyOf(points.keySet());
    this.groups = List.copyOf(points.values());
    List<Boolean> enough = this.groups.stream().map(this::isEnough).toList();
    this.fitted =
        Collections.frequency(enough, true) < 2
            ? Collections.nCopies(enough.size(), false)
            : enough;
    this.rows = this.groups.stream().mapToInt(OperatingPoints::rows).sum();
    this.positives = this.groups.stream().mapToInt(OperatingPoints::positives).sum();
  }

  private boolean isEnough(OperatingPoints group) {
    return goal.isEnough(group.positives(), group.rows() - group.positives());
  }

  /** The groups that keep the common threshold. */
  List<String> unfitted() {
    return IntStream.range(0, names.size())
        .filter(g -> !fitted.get(g))
        .mapToObj(names::get)
        .toList();
  }

  /** The settings that nothing beats in both evenness and the objective, the most even first. */
  List<Setting> frontier() {
    List<Candidate> tried = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      double threshold = (double) i / STEPS;
      tried.add(candidate(points -> points.at(threshold)));
    }
    switch (goal.method()) {
      case THRESHOLD_OPTIMISATION -> towardTargets(tried);
      case REJECT_OPTION -> withRejectOption(tried);
      default -> throw new IllegalStateException(goal.method() + " fits no thresholds");
    }
    return undominated(tried).stream().map(this::setting).toList();
  }

  /** What one threshold for all comes to. */
  Setting common(double threshold) {
    return setting(candidate(points -> points.at(threshold)));
  }

  private void towardTargets(List<Candidate> tried) {
    for (int i = 0; i <= STEPS; i++) {
      double first = (double) i / STEPS;
      int others = goal.constraint() == Constraint.EQUALIZED_ODDS ? i : 0;
      for (int j = 0; j <= others; j++) {
        double second = (double) j / STEPS;
        tried.add(candidate(points -> points.nearest(goal.constraint(), first, second)));
      }
    }
  }

  /** A score exactly at the band's lower end is outside it, as the paper has it. */
  private void withRejectOption(List<Candidate> tried) {
    double overall = (double) positives / rows;
    for (int i = 0; i < STEPS; i++) {
      double threshold = LOWEST + (HIGHEST - LOWEST) * i / (STEPS - 1);
      double widest = Math.min(threshold, 1 - threshold);
      for (int j = 0; j < MARGINS; j++) {
        double margin = widest * j / (MARGINS - 1);
        tried.add(
            candidate(
                points -> {
                  boolean deprived = (double) points.positives() / points.rows() < overall;
                  double end = deprived ? threshold - margin : threshold + margin;
                  return points.at(Math.nextUp(end));
                }));
      }
    }
  }

  private Candidate candidate(Function<OperatingPoints, Point> choice) {
    Point[] points = new Point[groups.size()];
    for (int g = 0; g < points.length; g++) {
      points[g] = fitted.get(g) ? choice.apply(groups.get(g)) : groups.get(g).at(otherwise);
    }
    double kept =
        switch (goal.objective()) {
          case ACCURACY -> accuracy(points);
          case BALANCED_ACCURACY -> balanced(points);
        };
    return new Candidate(points, disparity(points), kept);
  }

  private Setting setting(Candidate candidate) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (int g = 0; g < names.size(); g++) {
      if (fitted.get(g)) {
        thresholds.put(names.get(g), candidate.points()[g].threshold());
      }
    }
    return new Setting(
        thresholds,
        candidate.disparity(),
        accuracy(candidate.points()),
        balanced(candidate.points()));
  }

  private double accuracy(Point[] points) {
    int right = 0;
    for (Point point : points) {
      right += point.right();
    }
    return (double) right / rows;
  }

  /** The mean of both rates; the one there is where a label is missing. */
  private double balanced(Point[] points) {
    int truePositives = 0;
    int trueNegatives = 0;
    for (Point point : points) {
      truePositives += point.truePositives();
      trueNegatives += point.trueNegatives();
    }
    double sensitivity = (double) truePositives / positives;
    double specificity = (double) trueNegatives / (rows - positives);
    return Double.isNaN(sensitivity)
        ? specificity
        : Double.isNaN(specificity) ? sensitivity : (sensitivity + specificity) / 2;
  }

  /** Between the groups that have thresholds of their own; between all where none has. */
  private double disparity(Point[] all) {
    Point[] points =
        IntStream.range(0, all.length)
            .filter(g -> fitted.get(g) || !fitted.contains(true))
            .mapToObj(g -> all[g])
            .toArray(Point[]::new);
    return switch (goal.constraint()) {
      case DEMOGRAPHIC_PARITY -> range(points, Point::selection);
      case EQUAL_OPPORTUNITY -> range(points, Point::truePositive);
      case EQUALIZED_ODDS ->
          Math.max(range(points, Point::truePositive), range(points, Point::falsePositive));
    };
  }

  /** A rate that is NaN does not count. */
  private static double range(Point[] points, ToDoubleFunction<Point> rate) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      double own = rate.applyAsDouble(point);
      if (!Double.isNaN(own)) {
        least = Math.min(least, own);
        most = Math.max(most, own);
      }
    }
    return Math.max(0, most - least);
  }

  private static List<Candidate> undominated(List<Candidate> tried) {
    tried.sort(
        Comparator.comparingDouble(Candidate::disparity)
            .thenComparing(Comparator.comparingDouble(Candidate::kept).reversed()));
    List<Candidate> frontier = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : tried) {
      if (candidate.kept() > best) {
        frontier.add(candidate);
        best = candidate.kept();
      }
    }
    return frontier;
  }
}
