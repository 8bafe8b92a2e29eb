package dev.countersign.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows drawn at random, the same ones for the same seed, in the order of the source.
 *
 * @param columns the columns asked for
 * @param favourable per row, whether the label is the favourable one
 * @param groups per attribute name, the group of each row; null where it is missing
 * @param of how many rows it was drawn from; equal to its own size when nothing was left out
 */
public record Sample(
    Frame columns, boolean[] favourable, Map<String, List<@Nullable String>> groups, long of) {

  /** How many rows were drawn. */
  public int rows() {
    return favourable.length;
  }

  /** Whether it holds every row. */
  public boolean isComplete() {
    return rows() == of;
  }
}
