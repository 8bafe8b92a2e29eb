package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.HashSet;
import java.util.Set;

/** Finds texts that a list holds twice. */
final class Repeats {
  private Repeats() {}

  /**
   * Notes every repeated text of {@code list}.
   *
   * @param what one of its items is, for the message
   */
  static void check(Draft list, String what, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (Draft item : list.items()) {
      item.text()
          .filter(text -> !seen.add(text))
          .ifPresent(
              text ->
                  problems.add(item, "names the " + what + " '" + text + "' twice", "Keep one"));
    }
  }
}
