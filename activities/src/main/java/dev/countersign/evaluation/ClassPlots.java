package dev.countersign.evaluation;

import dev.countersign.plot.ConfusionChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Labels against predictions where the label is one of several classes. */
final class ClassPlots {
  private static final int CLASSES = 12;
  private static final String OTHERS = "others";

  private ClassPlots() {}

  /**
   * Predicted against true classes, one table a part.
   *
   * @param all decides which classes are drawn: of very many those that most rows have
   * @param by what the parts are, for example {@code by sex}; empty for all rows
   */
  static String confusion(ClassFacts all, List<Part> parts, String by) {
    int[] drawn = drawn(all);
    List<String> labels = Arrays.stream(drawn).mapToObj(all.names()::get).toList();
    List<String> answers = new ArrayList<>(labels);
    boolean others = labels.size() < all.names().size();
    if (others) {
      answers.add(OTHERS);
    }
    List<ConfusionChart.Panel> panels = new ArrayList<>();
    for (Part part : parts) {
      if (part.scored().outcome() instanceof ClassFacts own) {
        panels.add(new ConfusionChart.Panel(part.name(), table(own.confusion(), drawn, others)));
      }
    }
    return new ConfusionChart(
            "Labels against predicted classes" + by,
            "One table a group; shares are of the rows with the same label."
                + (others
                    ? " The classes that most rows have; predictions of another are one"
                    : ""),
            "predicted",
            labels,
            answers,
            panels)
        .toSvg();
  }

  private static int[] drawn(ClassFacts all) {
    long[] rows = Arrays.stream(all.confusion()).mapToLong(c -> Arrays.stream(c).sum()).toArray();
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer c) -> -rows[c]))
        .limit(CLASSES)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static long[][] table(long[][] confusion, int[] drawn, boolean others) {
    long[][] table = new long[drawn.length][drawn.length + (others ? 1 : 0)];
    for (int label = 0; label < drawn.length; label++) {
      long[] counts = confusion[drawn[label]];
      for (int answer = 0; answer < drawn.length; answer++) {
        table[label][answer] = counts[drawn[answer]];
      }
      if (others) {
        table[label][drawn.length] =
            Arrays.stream(counts).sum() - Arrays.stream(table[label]).sum();
      }
    }
    return table;
  }
}
