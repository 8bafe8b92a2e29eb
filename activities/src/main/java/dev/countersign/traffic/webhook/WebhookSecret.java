package dev.countersign.traffic.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What both ends sign with: HMAC-SHA-256 as <a href="https://www.standardwebhooks.com">Standard
 * Webhooks</a> has it, over {@code id.timestamp.body} for a request. An answer is signed over
 * {@code answer.id.timestamp.body} with the request's own id, so that a request sent back, or an
 * answer to another request, proves nothing.
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int LEAST_BYTES = 24;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * Reads a secret.
   *
   * @param text {@code whsec_} and at least 24 bytes in base64
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  public static WebhookSecret parse(String text) {
    byte[] key;
    try {
      if (!text.startsWith(PREFIX)) {
        throw new IllegalArgumentException("no prefix");
      }
      key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a webhook secret is whsec_ and base64, for example of: head -c 32 /dev/urandom | base64",
          e);
    }
    if (key.length < LEAST_BYTES) {
      throw new IllegalArgumentException("a webhook secret has at least 24 bytes");
    }
    return new WebhookSecret(key);
  }

  /** The header {@code webhook-signature} of a request. */
  String request(String id, String timestamp, byte[] body) {
    return signature(id + "." + timestamp + ".", body);
  }

  /** The header {@code webhook-signature} of the answer to request {@code id}. */
  String answer(String id, String timestamp, byte[] body) {
    return signature("answer." + id + "." + timestamp + ".", body);
  }

  /** Whether one of the signatures in a header, parted by spaces, is {@code expected}. */
  static boolean matches(String header, String expected) {
    byte[] wanted = expected.getBytes(StandardCharsets.US_ASCII);
    boolean found = false;
    for (String one : header.split(" ")) {
      found |= MessageDigest.isEqual(wanted, one.getBytes(StandardCharsets.US_ASCII));
    }
    return found;
  }

  private String signature(String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
