package dev.countersign.manifest.binding;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody meant to write: the candidate at the smallest optimal string alignment
 * distance (insertions, deletions, substitutions and swaps of neighbours count one each), letter
 * case, dashes and underscores aside.
 */
public final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /** The nearest candidate that is near enough to be a slip: up to a third of its letters. */
  public static Optional<String> slip(String written, Collection<String> candidates) {
    return of(written, candidates)
        .filter(c -> distance(plain(written), plain(c)) <= Math.max(1, plain(c).length() / 3));
  }

  /** The nearest candidate, however far; empty only when there are none. */
  public static Optional<String> of(String written, Collection<String> candidates) {
    String from = plain(written);
    String best = null;
    int smallest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(from, plain(candidate));
      if (distance < smallest) {
        smallest = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String plain(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  static int distance(String a, String b) {
    int[] twoBack = new int[b.length() + 1];
    int[] oneBack = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      oneBack[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = oneBack[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, Math.min(oneBack[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], twoBack[j - 2] + 1);
        }
      }
      twoBack = oneBack;
      oneBack = row;
    }
    return oneBack[b.length()];
  }
}
