package dev.countersign.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns how one feature is repaired: each group's distribution is moved to the median of all
 * groups' (Feldman, Friedler, Moeller, Scheidegger and Venkatasubramanian 2015, Certifying and
 * removing disparate impact, section 5), cut into as many quantiles as the smallest group has rows.
 * Medians are lower medians, so that a repaired value is one that occurs. A partial repair goes
 * that share of the way through the values that occur. Equal values of a group are repaired alike.
 */
final class QuantileRepair {
  /**
   * A group with fewer values than this says too little of its distribution and is left as it is.
   */
  static final int FEWEST = 20;

  private QuantileRepair() {}

  /**
   * Learns from the values of each group.
   *
   * @param groups by group its values, no NaN
   * @param level the share of the way, in (0, 1]
   * @return by group how its values change; empty when fewer than two groups have enough values
   */
  static Map<String, Steps> learn(Map<String, float[]> groups, double level) {
    Map<String, float[]> sorted = new LinkedHashMap<>();
    groups.forEach(
        (group, values) -> {
          if (values.length >= FEWEST) {
            float[] own = values.clone();
            Arrays.sort(own);
            sorted.put(group, own);
          }
        });
    if (sorted.size() < 2) {
      return Map.of();
    }
    int quantiles = sorted.values().stream().mapToInt(values -> values.length).min().orElseThrow();
    float[] targets = targets(List.copyOf(sorted.values()), quantiles);
    float[] known = distinct(sorted.values());
    Map<String, Steps> learnt = new LinkedHashMap<>();
    sorted.forEach((group, values) -> learnt.put(group, steps(values, targets, known, level)));
    return learnt;
  }

  private static float[] targets(List<float[]> groups, int quantiles) {
    float[] targets = new float[quantiles];
    for (int q = 0; q < quantiles; q++) {
      float[] medians = new float[groups.size()];
      for (int g = 0; g < medians.length; g++) {
        float[] values = groups.get(g);
        int from = start(q, values.length, quantiles);
        int to = start(q + 1, values.length, quantiles);
        medians[g] = values[from + (to - from - 1) / 2];
      }
      Arrays.sort(medians);
      targets[q] = medians[(medians.length - 1) / 2];
    }
    return targets;
  }

  /** Where a quantile's values begin among a group's. */
  private static int start(int quantile, int values, int quantiles) {
    return (int) Math.rint((double) quantile * values / quantiles);
  }

  private static float[] distinct(Iterable<float[]> groups) {
    List<float[]> all = new ArrayList<>();
    groups.forEach(all::add);
    float[] values = new float[all.stream().mapToInt(own -> own.length).sum()];
    int next = 0;
    for (float[] own : all) {
      System.arraycopy(own, 0, values, next, own.length);
      next += own.length;
    }
    Arrays.sort(values);
    return withoutRepeats(values);
  }

  private static float[] withoutRepeats(float[] sorted) {
    float[] kept = new float[sorted.length];
    int size = 0;
    for (float value : sorted) {
      if (size == 0 || value > kept[size - 1]) {
        kept[size++] = value;
      }
    }
    return Arrays.copyOf(kept, size);
  }

  private static Steps steps(float[] values, float[] targets, float[] known, double level) {
    float[] from = withoutRepeats(values);
    float[] to = new float[from.length];
    int first = 0;
    for (int i = 0; i < from.length; i++) {
      int next = first;
      while (next < values.length && values[next] == from[i]) {
        next++;
      }
      int middle = (first + next - 1) / 2;
      float target = targets[quantile(middle, values.length, targets.length)];
      int own = Arrays.binarySearch(known, from[i]);
      int distance = Arrays.binarySearch(known, target) - own;
      to[i] = known[own + (int) Math.rint(distance * level)];
      first = next;
    }
    return new Steps(from, to);
  }

  private static int quantile(int position, int values, int quantiles) {
    int quantile = (int) ((long) position * quantiles / values);
    while (quantile > 0 && start(quantile, values, quantiles) > position) {
      quantile--;
    }
    while (quantile + 1 < quantiles && start(quantile + 1, values, quantiles) <= position) {
      quantile++;
    }
    return quantile;
  }
}
