package dev.countersign.approval;

import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A manifest that is handed in: what a signature over it has to be about.
 *
 * @param release workflow id of the release
 * @param manifest digest of the manifest's canonical JSON
 * @param person who the manifest says submits it
 */
public record Submission(String release, String manifest, String person) {

  /**
   * Signs it: what {@code countersign release start --key} sends.
   *
   * @param base URI of the folder that relative paths in the manifest start from
   */
  public Envelope sign(String base, Instant at, SigningKey key) {
    var said = new SubmissionPredicate(person, folder(base), at);
    var subject = Statement.Descriptor.of(release, manifest);
    return Envelope.sign(Statement.about(subject, SubmissionPredicate.TYPE, said), key);
  }

  /** How a submission names the folder that relative paths start from. */
  static String folder(String base) {
    return Digests.sha256(base.getBytes(StandardCharsets.UTF_8));
  }
}
