package dev.countersign.approval;

import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import java.time.Instant;

/**
 * A waiver that was checked and accepted: {@link WaiverCheck} makes these.
 *
 * @param said what was signed
 * @param signer whose key signed
 * @param envelope the signed statement itself
 */
public record Waiver(WaiverPredicate said, Signer signer, Envelope envelope) {

  /** Whether it still counts at {@code now}. */
  public boolean inForce(Instant now) {
    return now.isBefore(said.expires());
  }

  /** Discloses it, in a sentence. */
  public String sentence() {
    return "Waived until "
        + said.expires()
        + " by "
        + said.person()
        + " ("
        + said.seat()
        + "): "
        + said.reason();
  }

  /** Signs: what {@code countersign waive} sends. */
  public static Envelope sign(WaiverTerms terms, WaiverPredicate said, SigningKey key) {
    var subject = Statement.Descriptor.of(terms.release(), terms.releaseDigest());
    return Envelope.sign(Statement.about(subject, WaiverPredicate.TYPE, said), key);
  }
}
