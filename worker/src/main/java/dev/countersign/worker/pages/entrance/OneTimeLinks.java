package dev.countersign.worker.pages.entrance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tokens that open the door once. Only the newest counts. */
final class OneTimeLinks {
  private static final int BYTES = 32;

  private final SecureRandom chance = new SecureRandom();
  private @Nullable String token;

  /** A new token; the one before counts no more. */
  synchronized String fresh() {
    byte[] bytes = new byte[BYTES];
    chance.nextBytes(bytes);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return token;
  }

  /** Whether {@code offered} is the newest token and was not used yet; uses it up. */
  synchronized boolean redeem(String offered) {
    String open = token;
    if (open == null
        || !MessageDigest.isEqual(
            open.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8))) {
      return false;
    }
    token = null;
    return true;
  }
}
