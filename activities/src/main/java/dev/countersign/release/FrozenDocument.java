package dev.countersign.release;

import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Envelope;
import dev.countersign.policy.EffectivePolicy;
import dev.countersign.rollout.FreezeWindow;
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
 * @param calendars change calendars, resolved
 * @param sources the data's files with their digests, in the order train, evaluation, calibration
 * @param submission the signature of whoever handed it in; null: that is only a claim
 * @param frozenAt when
 */
public record FrozenDocument(
    String text,
    String base,
    ReleaseManifest manifest,
    EffectivePolicy policy,
    List<FrozenCalendar> calendars,
    List<Source> sources,
    @Nullable Envelope submission,
    Instant frozenAt) {
  public FrozenDocument {
    calendars = calendars == null ? List.of() : List.copyOf(calendars);
    sources = List.copyOf(sources);
  }

  /** The same, handed in with a signature or without. */
  FrozenDocument submitted(@Nullable Envelope by) {
    return new FrozenDocument(text, base, manifest, policy, calendars, sources, by, frozenAt);
  }

  /**
   * One change calendar.
   *
   * @param path where it was found
   * @param digest {@code sha256:…} of its content
   * @param windows what it freezes
   */
  public record FrozenCalendar(String path, String digest, List<FreezeWindow> windows) {
    public FrozenCalendar {
      windows = List.copyOf(windows);
    }
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
    return new FrozenDocument(text, base, manifest, policy, calendars, now, submission, at);
  }

  /** The source of this name, or null. */
  public @Nullable Source source(String name) {
    return sources.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }
}
