package dev.countersign.audit;

import dev.countersign.audit.Proxies.Feature;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.Sample;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.page.Shown;
import dev.countersign.predictability.NumberPredictability;
import dev.countersign.predictability.Predictability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How well each feature alone tells the label: the favourable one; of several classes each from the
 * rest; of a number also its order.
 *
 * @param task what the label is
 * @param rows how many were looked at
 * @param favourable what each feature tells of the favourable label, the most telling first; empty
 *     where rows are too few
 * @param told what features tell best, of all there is to tell, the best first; empty where rows
 *     are too few
 * @param untold classes of too few rows, or beyond the {@value #MOST_CLASSES} largest
 */
record LabelPredictors(
    Task task, long rows, List<Feature> favourable, List<Told> told, List<String> untold) {
  /** Each class costs as much as a group of an attribute does. */
  static final int MOST_CLASSES = 20;

  /**
   * What the most telling feature tells of one thing.
   *
   * @param what {@code the label B}, for example
   */
  record Told(String what, Feature feature) {
    String inWords() {
      return feature.feature() + " " + Figure.format(feature.auc()) + " of " + what;
    }
  }

  /** How many things there are to tell of labels. */
  static int asked(LabelColumn label) {
    return switch (label.label().taskOrDefault()) {
      case CLASSIFICATION -> 1;
      case MULTI_CLASS -> Math.min(MOST_CLASSES, byFrequency(texts(label)).size());
      case REGRESSION -> 2;
    };
  }

  /**
   * Looks at a sample.
   *
   * @param label the labels of its rows
   */
  static LabelPredictors of(Sample sample, LabelColumn label, long seed) {
    Task task = label.label().taskOrDefault();
    List<Feature> favourable = ranked(sample, sample.favourable(), seed);
    List<Told> told = new ArrayList<>();
    List<String> untold = new ArrayList<>();
    switch (task) {
      case CLASSIFICATION -> add("the favourable label", favourable, told);
      case MULTI_CLASS -> {
        List<String> values = texts(label);
        List<String> classes = byFrequency(values);
        for (int c = 0; c < classes.size(); c++) {
          String name = classes.get(c);
          List<Feature> features =
              name.equals(label.favourable())
                  ? favourable
                  : c < MOST_CLASSES ? ranked(sample, members(values, name), seed) : List.of();
          if (!add("the label " + name, features, told)) {
            untold.add(name);
          }
        }
      }
      case REGRESSION -> {
        add("the favourable range", favourable, told);
        add("the number's order", ranked(sample, label.numbers(), seed), told);
      }
    }
    told.sort(Comparator.comparingDouble((Told t) -> t.feature().auc()).reversed());
    return new LabelPredictors(task, sample.rows(), favourable, told, untold);
  }

  private static boolean add(String what, List<Feature> features, List<Told> told) {
    features.stream().limit(1).forEach(feature -> told.add(new Told(what, feature)));
    return !features.isEmpty();
  }

  private static List<Feature> ranked(Sample sample, boolean[] members, long seed) {
    return Predictability.isPossible(members)
        ? Predictability.of(sample.columns(), members, seed).ranked().stream()
            .map(Feature::of)
            .toList()
        : List.of();
  }

  private static List<Feature> ranked(Sample sample, double[] numbers, long seed) {
    return NumberPredictability.isPossible(numbers)
        ? NumberPredictability.ranked(sample.columns(), numbers, seed).stream()
            .map(Feature::of)
            .toList()
        : List.of();
  }

  private static List<String> texts(LabelColumn label) {
    return IntStream.range(0, label.rows())
        .mapToObj(row -> String.valueOf(LabelColumn.text(label.column(), row)))
        .toList();
  }

  /** The largest class first, classes of one size in alphabetical order. */
  private static List<String> byFrequency(List<String> values) {
    return values.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean[] members(List<String> values, String name) {
    boolean[] members = new boolean[values.size()];
    for (int row = 0; row < members.length; row++) {
      members[row] = values.get(row).equals(name);
    }
    return members;
  }

  /** How well the most telling feature alone predicts what of the label it tells best. */
  Figure leakage() {
    Figure figure =
        Figure.of("label-leakage").ratesOf("labels").rows(rows).convention(convention());
    if (told.isEmpty()) {
      return figure.note("Too few rows of one label to cross-validate.");
    }
    Told most = told.getFirst();
    figure
        .value(most.feature().auc())
        .interval(most.feature().interval())
        .note(
            "Most telling: "
                + most.feature().feature()
                + (task == Task.CLASSIFICATION ? "." : ", of " + most.what() + "."));
    if (told.size() > 1) {
      figure.note(
          "Then "
              + told.stream().skip(1).map(Told::inWords).collect(Collectors.joining(", "))
              + ".");
    }
    return untold.isEmpty()
        ? figure
        : figure.note(
            "Not looked at: "
                + Shown.of(untold.size())
                + " classes of too few rows to cross-validate, or beyond the "
                + MOST_CLASSES
                + " largest.");
  }

  private String convention() {
    String area = "cross-validated area under the ROC curve with which the most telling feature";
    return switch (task) {
      case CLASSIFICATION -> area + " alone predicts the label";
      case MULTI_CLASS -> area + " alone tells a class from the rest, the largest of all classes";
      case REGRESSION ->
          area
              + " alone tells the favourable range, or concordance (Harrell's C) with which it"
              + " ranks the number, whichever is larger";
    };
  }
}
