package dev.countersign.release;

import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.policy.EffectivePolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release frozen whole, as the evidence store keeps it: what every gate works by, whatever
 * happens to the manifest's file afterwards.
 *
 * @param text the manifest's YAML text
 * @param base URI or path of the folder its relative paths start from
 * @param manifest the same, read
 * @param policy the bar
 * @param sources the data's files with their digests, in the order train, evaluation, calibration
 * @param submittedBy who handed it in
 * @param authenticated whether that is more than a claim
 * @param frozenAt when
 */
public record FrozenDocument(
    String text,
    String base,
    ReleaseManifest manifest,
    EffectivePolicy policy,
    List<Source> sources,
    String submittedBy,
    boolean authenticated,
    Instant frozenAt) {
  public FrozenDocument {
    sources = List.copyOf(sources);
  }

  /**
   * One file.
   *
   * @param name its part in the manifest, for example {@code source} or {@code train}
   * @param path where it was found
   * @param digest {@code sha256:…} of its content
   */
  public record Source(String name, String path, String digest) {}

  /** The same with files as they are now; the bar stays what it was. */
  FrozenDocument with(List<Source> now, Instant at) {
    return new FrozenDocument(text, base, manifest, policy, now, submittedBy, authenticated, at);
  }

  /** The source of this name, or null. */
  public @Nullable Source source(String name) {
    return sources.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }
}
