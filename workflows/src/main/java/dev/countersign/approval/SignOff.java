package dev.countersign.approval;

import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;

/**
 * A sign-off whose signature was checked: {@link SignOffCheck} makes these.
 *
 * @param release workflow id of the release it is about
 * @param releaseDigest what that was made of when it was signed
 * @param said what was signed
 * @param signer whose key signed
 * @param envelope the signed statement itself
 */
public record SignOff(
    String release, String releaseDigest, SignOffPredicate said, Signer signer, Envelope envelope) {

  /** Who signed. */
  public String person() {
    return said.person();
  }

  /** The seat that was filled. */
  public String seat() {
    return said.seat();
  }

  /** Signs: what {@code countersign approve} and the approvals page send. */
  public static Envelope sign(SignOffRequest request, SignOffPredicate said, SigningKey key) {
    var subject = Statement.Descriptor.of(request.release(), request.releaseDigest());
    return Envelope.sign(Statement.about(subject, SignOffPredicate.TYPE, said), key);
  }
}
