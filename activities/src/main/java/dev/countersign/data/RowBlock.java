package dev.countersign.data;

import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows that a model is asked about, as many as memory holds with ease.
 *
 * @param inputs what it is asked with
 * @param favourable per row, whether the label is the favourable one
 * @param label the label's own values
 * @param groups per attribute the group of each row; null where it is missing
 */
public record RowBlock(
    Frame inputs,
    boolean[] favourable,
    LabelColumn label,
    Map<ProtectedAttribute, List<@Nullable String>> groups) {

  /** What was answered about a block, one entry a row. Arrays are not copied: read-only. */
  public sealed interface Answers {
    /** Whether the decision is favourable. */
    boolean[] decided();
  }

  /**
   * Of two classes.
   *
   * @param scores probability of the favourable class, in [0, 1]
   */
  public record Scores(boolean[] decided, double[] scores) implements Answers {}

  /**
   * Of several classes.
   *
   * @param scores probability of the favourable class, in [0, 1]
   * @param actual the label, as {@link LabelColumn#text} writes it
   * @param predicted the class, likewise
   * @param own probability of the label's class, in [0, 1]
   */
  public record Classes(
      boolean[] decided, double[] scores, String[] actual, String[] predicted, double[] own)
      implements Answers {}

  /**
   * Of numbers.
   *
   * @param actual the label
   * @param predicted the number
   */
  public record Amounts(boolean[] decided, double[] actual, double[] predicted)
      implements Answers {}
}
