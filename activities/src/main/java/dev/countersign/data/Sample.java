package dev.countersign.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows drawn at random, the same ones for the same seed. Where {@code data.id} names what tells
 * rows apart, neither the rows nor their order hangs on the order in the source; without it rows
 * are told apart by their place there, and come in that order.
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

  /**
   * Some of the columns, and of the rows a part drawn at random where there are more than wanted.
   *
   * @param seed the same seed draws the same rows
   */
  public Sample part(List<String> names, int atMost, long seed) {
    Map<String, Frame.Column> chosen = new LinkedHashMap<>();
    names.forEach(name -> chosen.put(name, columns.column(name)));
    Frame narrow = new Frame(chosen);
    if (rows() <= atMost) {
      return new Sample(narrow, favourable, groups, of);
    }
    int[] kept =
        new SplittableRandom(seed).ints(0, rows()).distinct().limit(atMost).sorted().toArray();
    boolean[] labels = new boolean[atMost];
    for (int i = 0; i < atMost; i++) {
      labels[i] = favourable[kept[i]];
    }
    Map<String, List<@Nullable String>> members = new LinkedHashMap<>();
    groups.forEach(
        (name, all) ->
            members.put(
                name,
                Collections.unmodifiableList(
                    Arrays.asList(Arrays.stream(kept).mapToObj(all::get).toArray(String[]::new)))));
    return new Sample(narrow.select(kept), labels, members, of);
  }

  /** Whether it holds every row. */
  public boolean isComplete() {
    return rows() == of;
  }
}
