package dev.countersign.approval;

import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order to a release: what a signature over it has to be about.
 *
 * @param release workflow id of the release
 * @param order what is to be done, for example {@code pause}
 * @param person who orders it
 * @param reason why; null when none is given
 */
public record SignedOrder(String release, String order, String person, @Nullable String reason) {

  /**
   * Signs it: what {@code countersign release pause --key} and its like send.
   *
   * @param logHead head of the evidence log as the person saw it
   */
  public Envelope sign(String logHead, Instant at, SigningKey key) {
    var said = new OrderPredicate(order, person, reason, at);
    var subject = Statement.Descriptor.of(release, logHead);
    return Envelope.sign(Statement.about(subject, OrderPredicate.TYPE, said), key);
  }
}
