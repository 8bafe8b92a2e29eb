package dev.countersign.notify;

import dev.countersign.activity.Notice;
import dev.countersign.http.WholeAnswer;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts notices as JSON to one address. The header {@code X-Countersign-Signature} holds {@code
 * sha256=} and the HMAC-SHA-256 of the body in hexadecimal, so that the receiver can tell whose
 * they are. {@code Idempotency-Key} is the same when a notice is posted again because the answer to
 * the first was lost.
 */
public final class WebhookChannel implements Channel {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI address;
  private final byte[] secret;

  /**
   * Posts to {@code address}.
   *
   * @param secret shared with the receiver, at least 16 bytes
   */
  public WebhookChannel(URI address, byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("a webhook's secret needs at least 16 bytes");
    }
    this.address = address;
    this.secret = secret.clone();
  }

  @Override
  public void deliver(Notice notice, String id) {
    byte[] body = Json.canonicalBytes(notice);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", id)
            .header("X-Countersign-Signature", "sha256=" + signature(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer =
          WholeAnswer.to(
              client, request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() >= 300) {
        throw new NotifyException(
            "the webhook " + address + " answered " + answer.statusCode() + "; check its address");
      }
    } catch (IOException e) {
      throw new NotifyException("the webhook " + address + " can't be reached: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotifyException("interrupted while telling people", e);
    }
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
