package dev.countersign.verification;

import dev.countersign.manifest.RiskTier;
import java.time.Instant;
import java.util.List;

/**
 * What a passport says of itself; the seal is over this, and this names every other file by digest.
 *
 * @param format {@link #FORMAT}
 * @param release workflow id of the release
 * @param model name of the model
 * @param version its version
 * @param tier risk tier
 * @param demo whether it was made on embedded parts
 * @param outcome how the release ended, for example {@code RELEASED}
 * @param reason why, in a sentence
 * @param endedAt when
 * @param releaseDigest what the release was made of at its end
 * @param logHead head of the evidence log at its end
 * @param files every other file but the seal, by name
 */
public record PassportIndex(
    String format,
    String release,
    String model,
    String version,
    RiskTier tier,
    boolean demo,
    String outcome,
    String reason,
    Instant endedAt,
    String releaseDigest,
    String logHead,
    List<Entry> files) {
  /** The only format there is so far. */
  public static final String FORMAT = "https://countersign.dev/passport/v1";

  /** The outcome that lets a version serve. */
  public static final String RELEASED = "RELEASED";

  static final String ROLLED_BACK = "ROLLED_BACK";

  /** A file by name and digest. */
  public record Entry(String name, String digest) {}

  public PassportIndex {
    files = files == null ? List.of() : List.copyOf(files);
  }

  boolean isReleased() {
    return RELEASED.equals(outcome);
  }
}
