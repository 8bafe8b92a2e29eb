package dev.countersign.activity;

import dev.countersign.manifest.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What intake found: a frozen release, or every problem at once.
 *
 * @param release the frozen release, null when there are problems
 * @param problems all of them, in the order of the manifest; empty when accepted
 */
public record IntakeReport(@Nullable FrozenRelease release, List<Problem> problems) {
  public IntakeReport {
    problems = problems == null ? List.of() : List.copyOf(problems);
    if ((release == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("either a release or problems");
    }
  }
}
