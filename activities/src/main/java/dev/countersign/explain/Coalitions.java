package dev.countersign.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The coalitions KernelSHAP asks about (Lundberg and Lee 2017; sampled in complementary pairs,
 * Covert and Lee 2021), with the Shapley kernel's weights: all of the small and the large ones as
 * far as the budget allows, then random ones that share the weight that is left. With budget for
 * all of them the result is exact.
 */
final class Coalitions {
  private final int players;
  private final List<BitSet> masks = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  private Coalitions(int players) {
    this.players = players;
  }

  /** Coalitions without the empty and the full one. */
  List<BitSet> masks() {
    return masks;
  }

  /** The weight of each. */
  double weight(int index) {
    return weights.get(index);
  }

  /**
   * Chooses coalitions.
   *
   * @param players at least 2
   * @param budget about how many, at least 2
   */
  static Coalitions choose(int players, int budget, Random random) {
    Coalitions chosen = new Coalitions(players);
    int half = players / 2;
    int size = 1;
    double room = budget;
    while (size <= half && count(players, size) * (paired(players, size) ? 2 : 1) <= room) {
      room -= count(players, size) * (paired(players, size) ? 2 : 1);
      chosen.addAll(size);
      size++;
    }
    if (size <= half) {
      chosen.addSampled(size, half, (int) room, random);
    }
    return chosen;
  }

  private static boolean paired(int players, int size) {
    return 2 * size != players;
  }

  private static double count(int players, int size) {
    double count = 1;
    for (int i = 0; i < size; i++) {
      count = count * (players - i) / (i + 1);
    }
    return Math.rint(count);
  }

  /** The Shapley kernel's weight of all coalitions of a size together, up to a factor. */
  private static double sizeWeight(int players, int size) {
    return (players - 1.0) / ((double) size * (players - size));
  }

  private void addAll(int size) {
    double each = sizeWeight(players, size) / count(players, size);
    int[] members = new int[size];
    for (int i = 0; i < size; i++) {
      members[i] = i;
    }
    while (true) {
      add(mask(members), each, paired(players, size));
      int at = size - 1;
      while (at >= 0 && members[at] == players - size + at) {
        at--;
      }
      if (at < 0) {
        return;
      }
      members[at]++;
      for (int i = at + 1; i < size; i++) {
        members[i] = members[i - 1] + 1;
      }
    }
  }

  private void addSampled(int from, int to, int budget, Random random) {
    double[] cumulative = new double[to - from + 1];
    double total = 0;
    for (int size = from; size <= to; size++) {
      total += sizeWeight(players, size) * (paired(players, size) ? 2 : 1);
      cumulative[size - from] = total;
    }
    Map<BitSet, Integer> drawn = new LinkedHashMap<>();
    int draws = 0;
    while (2 * drawn.size() + 1 < budget && draws < 4 * budget) {
      double u = random.nextDouble() * total;
      int size = from;
      while (cumulative[size - from] < u) {
        size++;
      }
      drawn.merge(draw(size, random), 1, Integer::sum);
      draws++;
    }
    for (Map.Entry<BitSet, Integer> entry : drawn.entrySet()) {
      add(entry.getKey(), total * entry.getValue() / draws / 2, true);
    }
  }

  private BitSet draw(int size, Random random) {
    BitSet mask = new BitSet(players);
    while (mask.cardinality() < size) {
      mask.set(random.nextInt(players));
    }
    return mask;
  }

  private void add(BitSet mask, double weight, boolean withComplement) {
    masks.add(mask);
    weights.add(weight);
    if (withComplement) {
      BitSet complement = (BitSet) mask.clone();
      complement.flip(0, players);
      masks.add(complement);
      weights.add(weight);
    }
  }

  private static BitSet mask(int[] members) {
    BitSet mask = new BitSet();
    for (int member : members) {
      mask.set(member);
    }
    return mask;
  }
}
