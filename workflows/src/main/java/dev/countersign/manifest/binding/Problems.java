package dev.countersign.manifest.binding;

import dev.countersign.manifest.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Collects problems; the same problem is kept once. */
public final class Problems {
  /** How many are kept: a file with more mistakes than these needs another look anyway. */
  public static final int MAX = 200;

  private final SequencedSet<Problem> found = new LinkedHashSet<>();

  /** Notes a problem. */
  public void add(int line, String path, String message, String remedy) {
    if (found.size() < MAX) {
      found.add(new Problem(line, path, message, remedy));
    }
  }

  /** Notes a problem of something written, or of where it should have been. */
  public void add(Draft where, String message, String remedy) {
    add(where.line(), where.path(), message, remedy);
  }

  /** Notes problems found elsewhere. */
  public void addAll(Iterable<Problem> others) {
    others.forEach(p -> add(p.line(), p.path(), p.message(), p.remedy()));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All of them by line, those of one line in the order they were found. */
  public List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line));
    return List.copyOf(sorted);
  }
}
