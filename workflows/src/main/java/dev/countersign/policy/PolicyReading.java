package dev.countersign.policy;

import dev.countersign.manifest.Problem;
import dev.countersign.manifest.binding.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy's text turned out to hold.
 *
 * @param pack the policy; null exactly when there are problems
 * @param problems everything wrong with it, by line
 * @param draft what could be read, with lines
 * @param digest of its text, {@code sha256:…}
 */
public record PolicyReading(
    @Nullable PolicyPack pack, List<Problem> problems, Draft draft, String digest) {

  /** Rejects a policy with problems, and neither. */
  public PolicyReading {
    problems = List.copyOf(problems);
    if ((pack == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("a reading has either a policy or problems");
    }
  }

  /** The name and digest by which an effective policy says what it is made of. */
  String source() {
    return (pack == null ? "unreadable" : pack.name()) + " " + digest;
  }
}
