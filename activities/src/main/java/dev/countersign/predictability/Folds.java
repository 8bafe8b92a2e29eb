package dev.countersign.predictability;

import java.util.SplittableRandom;

/** Cuts rows into folds for cross-validation, members and others spread evenly. */
final class Folds {
  static final int COUNT = 5;

  /** With fewer members or others than this no fold could learn both. */
  static final int SMALLEST = 2 * COUNT;

  private Folds() {}

  /** Per row its fold, from 0 to {@link #COUNT} less one; the same for the same seed. */
  static int[] of(boolean[] members, long seed) {
    int[] order = new int[members.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    int[] folds = new int[members.length];
    int member = 0;
    int other = 0;
    for (int row : order) {
      folds[row] = (members[row] ? member++ : other++) % COUNT;
    }
    return folds;
  }
}
