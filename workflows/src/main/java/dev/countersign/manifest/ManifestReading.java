package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest's text turned out to hold.
 *
 * @param manifest the manifest; null exactly when there are problems
 * @param problems everything wrong with the text itself, by line
 * @param draft what could be read, with lines, for rules that need the data or the policy
 */
public record ManifestReading(
    @Nullable ReleaseManifest manifest, List<Problem> problems, Draft draft) {

  /** Rejects a manifest with problems, and problems without an end. */
  public ManifestReading {
    problems = List.copyOf(problems);
    if ((manifest == null) == problems.isEmpty()) {
      throw new IllegalArgumentException("a reading has either a manifest or problems");
    }
  }

  /** Whether the text is a manifest by itself; data and policy may still object. */
  public boolean isAccepted() {
    return manifest != null;
  }
}
