package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Classes;
import dev.countersign.gate.Interval;
import dev.countersign.stats.LargestDifference;
import dev.countersign.stats.LargestDifference.Pair;
import dev.countersign.stats.Magnitudes;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Mover;
import dev.countersign.stats.PairedEstimates;
import dev.countersign.stats.PairedMoments;
import dev.countersign.stats.PairedProportions;
import dev.countersign.stats.PairedShares;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What is lost in predicted classes. */
final class ClassLosses implements OutcomeLosses<Classes> {
  private static final String OF = "predictions";

  @Override
  public List<Loss> performance(Paired<Classes> rows) {
    if (rows.release().n() == 0) {
      return List.of();
    }
    List<Loss> losses = new ArrayList<>(List.of(accuracy(rows), balanced(rows), f1(rows)));
    double[] now = rows.release().own();
    double[] was = rows.serving().own();
    if (now != null && was != null) {
      losses.add(logLoss(now, was));
    }
    return losses;
  }

  private static Loss loss(String metric, String formula, Paired<Classes> rows, Measure measure) {
    String convention = "incumbent − release of " + formula + "; the same rows";
    return new Loss(metric, OF, convention, rows.release().n(), measure, null);
  }

  private static Loss accuracy(Paired<Classes> rows) {
    PairedProportions right = right(rows);
    PairedDrop.Test test = new PairedDrop.Test("McNemar's mid-p", right.mcNemarMidP());
    return new PairedDrop(right.agrestiMin(Measure.CONFIDENCE), test)
        .loss(
            "accuracy",
            OF,
            "incumbent − release of rows whose class is predicted / rows; the same rows",
            right.trials(),
            right.difference());
  }

  /** Rows of which only what serves now, and only the release, predicts the class. */
  private static PairedProportions right(Paired<Classes> rows) {
    Classes release = rows.release();
    int[] actual = release.actual();
    long onlyServing = 0;
    long onlyRelease = 0;
    for (int row = 0; row < actual.length; row++) {
      boolean now = release.predicted()[row] == actual[row];
      boolean was = rows.serving().predicted()[row] == actual[row];
      onlyServing += was && !now ? 1 : 0;
      onlyRelease += now && !was ? 1 : 0;
    }
    return new PairedProportions(onlyServing, onlyRelease, actual.length);
  }

  /** Rows of different classes are different people, so the losses by class are independent. */
  private static Loss balanced(Paired<Classes> rows) {
    String formula = "mean over classes of P(predicted class | that class)";
    int[] actual = rows.release().actual();
    List<String> names = rows.release().names();
    double[] losses = new double[names.size()];
    List<Interval> intervals = new ArrayList<>();
    for (int c = 0; c < losses.length; c++) {
      int of = c;
      int[] own = IntStream.range(0, actual.length).filter(row -> actual[row] == of).toArray();
      if (own.length == 0) {
        Measure missing = Measure.missing("No row is of class " + names.get(c) + ".");
        return loss("balanced-accuracy", formula, rows, missing);
      }
      PairedProportions right = right(rows.each(all -> all.select(own)));
      losses[c] = right.difference();
      intervals.add(right.agrestiMin(Measure.CONFIDENCE));
    }
    Interval interval = Mover.mean(losses, intervals);
    double mean = Arrays.stream(losses).average().orElseThrow();
    return loss("balanced-accuracy", formula, rows, Measure.of(mean, level -> interval));
  }

  private static Loss f1(Paired<Classes> rows) {
    String formula = "mean over classes of 2 TP / (2 TP + FP + FN), class against the rest";
    MacroF1 now = new MacroF1(rows.release().confusion());
    MacroF1 was = new MacroF1(rows.serving().confusion());
    if (Double.isNaN(now.value()) || Double.isNaN(was.value())) {
      Measure missing = Measure.missing("A class is neither labelled nor predicted.");
      return loss("f1", formula, rows, missing);
    }
    PairedEstimates estimates =
        new PairedEstimates(
            was.value(),
            was::interval,
            now.value(),
            now::interval,
            moments(rows, was.influence(), now.influence()).correlation());
    double lost = was.value() - now.value();
    return loss("f1", formula, rows, Measure.of(lost, estimates::difference));
  }

  /** As of shares, half a row that moves most is added to either sum of squares. */
  private static PairedMoments moments(Paired<Classes> rows, double[][] was, double[][] now) {
    double[] before = moved(rows.serving(), was);
    double[] after = moved(rows.release(), now);
    double products = 0;
    double squares = mostOf(was) / 2;
    double others = mostOf(now) / 2;
    for (int row = 0; row < before.length; row++) {
      products += before[row] * after[row];
      squares += before[row] * before[row];
      others += after[row] * after[row];
    }
    return new PairedMoments(products, squares, others);
  }

  private static double[] moved(Classes rows, double[][] influence) {
    return IntStream.range(0, rows.n())
        .mapToDouble(row -> influence[rows.actual()[row]][rows.predicted()[row]])
        .toArray();
  }

  private static double mostOf(double[][] influence) {
    return Arrays.stream(influence).flatMapToDouble(Arrays::stream).map(i -> i * i).max().orElse(0);
  }

  private static Loss logLoss(double[] now, double[] was) {
    double[] losses = new double[now.length];
    Arrays.setAll(losses, row -> Scores.logLoss(now[row]) - Scores.logLoss(was[row]));
    Mean mean = Mean.of(losses);
    return PairedDrop.ofMean(mean)
        .loss(
            "log-loss",
            OF,
            "release − incumbent of the mean of −ln P(the label's class); the same rows",
            mean.n(),
            mean.value());
  }

  @Override
  public List<Loss> parity(Paired<Classes> group, Paired<Classes> reference) {
    return List.of(
        largest("class-rate-difference", false, group, reference),
        largest("class-recall-difference", true, group, reference));
  }

  private static Loss largest(
      String metric, boolean recall, Paired<Classes> group, Paired<Classes> reference) {
    List<String> names = group.release().names();
    List<PairedShares> own = shares(group, recall);
    List<PairedShares> others = shares(reference, recall);
    Measure measure = null;
    for (int c = 0; c < own.size(); c++) {
      if (own.get(c).one().isEmpty() || others.get(c).one().isEmpty()) {
        String whose = own.get(c).one().isEmpty() ? "The group" : "The reference";
        measure = Measure.missing(whose + " has no row of class " + names.get(c) + ".");
      }
    }
    int n = group.release().n();
    return new Loss(
        metric, OF, Parity.CONVENTION, n, measure == null ? largest(own, others) : measure, null);
  }

  private static Measure largest(List<PairedShares> group, List<PairedShares> reference) {
    LargestDifference now = largest(group, reference, PairedShares::one);
    LargestDifference was = largest(group, reference, PairedShares::other);
    return Measure.of(
        now.value() - was.value(),
        level -> {
          List<Interval> parts = new ArrayList<>();
          for (int c = 0; c < group.size(); c++) {
            parts.add(ParityLoss.ofRates(group.get(c), reference.get(c), level));
          }
          double each = Magnitudes.each(level);
          return Magnitudes.largest(parts, now.interval(each), was.interval(each));
        });
  }

  private static LargestDifference largest(
      List<PairedShares> group,
      List<PairedShares> reference,
      Function<PairedShares, Proportion> whose) {
    List<Pair> pairs = new ArrayList<>();
    for (int c = 0; c < group.size(); c++) {
      pairs.add(new Pair(whose.apply(group.get(c)), whose.apply(reference.get(c))));
    }
    return new LargestDifference(pairs);
  }

  private static List<PairedShares> shares(Paired<Classes> rows, boolean recall) {
    return IntStream.range(0, rows.release().names().size())
        .mapToObj(of -> shares(rows, of, recall))
        .toList();
  }

  /** Rows put into a class, of all or of that class: by the release, then by what serves now. */
  private static PairedShares shares(Paired<Classes> rows, int of, boolean recall) {
    int[] actual = rows.release().actual();
    long[] counts = new long[4];
    for (int row = 0; row < actual.length; row++) {
      if (!recall || actual[row] == of) {
        boolean now = rows.release().predicted()[row] == of;
        boolean was = rows.serving().predicted()[row] == of;
        counts[(now ? 0 : 2) + (was ? 0 : 1)]++;
      }
    }
    long n = Arrays.stream(counts).sum();
    return new PairedShares(
        new Proportion(counts[0] + counts[1], n),
        new Proportion(counts[0] + counts[2], n),
        counts[0],
        counts[1],
        counts[2],
        counts[3]);
  }
}
