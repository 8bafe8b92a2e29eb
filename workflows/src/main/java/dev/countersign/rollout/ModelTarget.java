package dev.countersign.rollout;

import java.util.regex.Pattern;

/**
 * A model as a router knows it: by what it is, not only by what it is called.
 *
 * @param version the released version's name
 * @param digest {@code sha256:} and 64 lower-case hexadecimal digits of the model file
 */
public record ModelTarget(String version, String digest) {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Rejects a blank version and a digest of another form. */
  public ModelTarget {
    if (version == null || version.isBlank()) {
      throw new IllegalArgumentException("a target needs the model's version");
    }
    if (digest == null || !DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "version " + version + ": a digest is sha256: and 64 hexadecimal digits, not " + digest);
    }
  }

  /** Version and the first twelve digits of the digest, for people. */
  public String shown() {
    return version + " (" + digest.substring(0, "sha256:".length() + 12) + "…)";
  }
}
