package dev.countersign.evaluation;

import dev.countersign.gate.Interval;
import dev.countersign.gates.Figure;
import dev.countersign.stats.LargestDifference;
import dev.countersign.stats.LargestDifference.Pair;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Mover;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What is measured where the label is one of several classes. */
final class ClassFigures implements OutcomeFigures<ClassFacts> {
  private static final String OF = "predictions";

  @Override
  public List<Contrast> compare(ClassFacts group, ClassFacts reference) {
    return List.of(
        largest(
            "class-rate-difference",
            "largest |P(predicted class | group) − P(predicted class | reference)| of all classes",
            group,
            reference,
            ClassFigures::rate),
        largest(
            "class-recall-difference",
            "largest |P(predicted class | that class, group) − the same of the reference| of all"
                + " classes",
            group,
            reference,
            ClassFigures::recall));
  }

  /** The rate of one class. */
  @FunctionalInterface
  private interface ClassRate {
    Proportion of(long[][] confusion, int of);
  }

  private static Contrast largest(
      String id, String convention, ClassFacts group, ClassFacts reference, ClassRate rate) {
    long[][] own = group.confusion();
    long[][] other = reference.confusion();
    List<Pair> pairs = new ArrayList<>();
    for (int c = 0; c < own.length; c++) {
      Pair pair = new Pair(rate.of(own, c), rate.of(other, c));
      if (pair.one().isEmpty() || pair.other().isEmpty()) {
        String whose = pair.one().isEmpty() ? "The group" : "The reference";
        Measure missing =
            Measure.missing(whose + " has no row of class " + group.names().get(c) + ".");
        return new Contrast(id, OF, convention, group.n(), missing, bounds -> 1);
      }
      pairs.add(pair);
    }
    LargestDifference largest = new LargestDifference(pairs);
    Measure measure = Measure.of(largest.value(), largest::interval);
    return new Contrast(id, OF, convention, group.n(), measure, largest::chanceOutside);
  }

  static Proportion rate(long[][] confusion, int of) {
    long hits = Arrays.stream(confusion).mapToLong(row -> row[of]).sum();
    return new Proportion(hits, Arrays.stream(confusion).flatMapToLong(Arrays::stream).sum());
  }

  static Proportion recall(long[][] confusion, int of) {
    return new Proportion(confusion[of][of], Arrays.stream(confusion[of]).sum());
  }

  @Override
  public List<Figure> of(ClassFacts rows) {
    List<Figure> figures = new ArrayList<>(List.of(accuracy(rows), balanced(rows), macroF1(rows)));
    if (rows.logLoss() != null) {
      figures.add(logLoss(rows, rows.logLoss()));
    }
    return figures;
  }

  private static Figure logLoss(ClassFacts rows, Mean mean) {
    return figure(
            "log-loss",
            "mean of −ln P(the label's class), probabilities clipped to [1e−15, 1 − 1e−15]",
            rows)
        .value(mean.value())
        .interval(mean.n() < 2 ? null : mean.interval(Measure.CONFIDENCE));
  }

  private static Figure figure(String id, String convention, ClassFacts rows) {
    Figure figure = Figure.of(id).ratesOf(OF).convention(convention).rows(rows.n());
    return rows.n() == 0 ? figure.note("There is no row.") : figure;
  }

  private static Figure accuracy(ClassFacts rows) {
    Figure figure = figure("accuracy", "rows whose class is predicted / rows", rows);
    long[][] counts = rows.confusion();
    long right = IntStream.range(0, counts.length).mapToLong(c -> counts[c][c]).sum();
    Proportion share = new Proportion(right, rows.n());
    return share.isEmpty()
        ? figure
        : figure.value(share.rate()).interval(share.wilson(Measure.CONFIDENCE));
  }

  private static Figure balanced(ClassFacts rows) {
    Figure figure =
        figure("balanced-accuracy", "mean over classes of P(predicted class | that class)", rows);
    long[][] counts = rows.confusion();
    double[] recalls = new double[counts.length];
    List<Interval> intervals = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      Proportion recall = recall(counts, c);
      if (recall.isEmpty()) {
        return figure.note("No row is of class " + rows.names().get(c) + ".");
      }
      recalls[c] = recall.rate();
      intervals.add(recall.wilson(Measure.CONFIDENCE));
    }
    return figure
        .value(Arrays.stream(recalls).average().orElseThrow())
        .interval(Mover.mean(recalls, intervals));
  }

  private static Figure macroF1(ClassFacts rows) {
    Figure figure =
        figure("f1", "mean over classes of 2 TP / (2 TP + FP + FN), class against the rest", rows);
    MacroF1 f1 = new MacroF1(rows.confusion());
    double value = f1.value();
    if (Double.isNaN(value)) {
      return figure.note("A class is neither labelled nor predicted.");
    }
    Interval interval = f1.interval(Measure.CONFIDENCE);
    return interval == null
        ? figure.value(value).note("A class has too few rows for an interval.")
        : figure.value(value).interval(interval);
  }
}
