package dev.countersign.approval;

import dev.countersign.manifest.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trust file's text turned out to hold.
 *
 * @param trust the trust file; null exactly when there are problems
 * @param problems everything wrong with it, by line
 */
public record TrustReading(@Nullable TrustFile trust, List<Problem> problems) {
  public TrustReading {
    problems = List.copyOf(problems);
    if ((trust == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("a reading has either a trust file or problems");
    }
  }
}
