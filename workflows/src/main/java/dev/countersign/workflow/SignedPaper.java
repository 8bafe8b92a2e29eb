package dev.countersign.workflow;

import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;

/**
 * Something as it was signed: a sign-off, a waiver, a submission, an order.
 *
 * @param envelope the DSSE envelope's JSON text
 */
public record SignedPaper(String envelope) {

  /** An envelope to hand in. */
  public static SignedPaper of(Envelope envelope) {
    return new SignedPaper(new String(Json.canonicalBytes(envelope), StandardCharsets.UTF_8));
  }
}
