package dev.countersign.approval;

import dev.countersign.passport.VerifyingKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key and when it counts. Times are ISO 8601: a point in time with its zone, or a date,
 * which is its first moment in UTC.
 *
 * @param key the public key on one line, as {@code countersign keys new} prints it
 * @param from nothing signed before this counts; null: from ever
 * @param until nothing signed from this on counts; null: for ever
 * @param revoked the holder lost it: nothing signed from this on counts; null: never
 */
public record TrustedKey(
    String key, @Nullable String from, @Nullable String until, @Nullable String revoked) {

  public TrustedKey {
    var _ = new VerifyingKey(key);
    Instant first = instant("from", from);
    Instant last = instant("until", until);
    instant("revoked", revoked);
    if (first != null && last != null && !first.isBefore(last)) {
      throw new IllegalArgumentException("from " + from + " is not before until " + until);
    }
  }

  /** The key itself. */
  public VerifyingKey verifying() {
    return new VerifyingKey(key);
  }

  /** The key's name in envelopes. */
  public String id() {
    return VerifyingKey.idOf(key);
  }

  /** The item of a trust file's {@code keys} that says all this. */
  public String line() {
    StringBuilder line = new StringBuilder("- {key: ").append(key);
    append(line, "from", from);
    append(line, "until", until);
    append(line, "revoked", revoked);
    return line.append('}').toString();
  }

  /** Whether its holder lost it, whenever that was. */
  public boolean wasRevoked() {
    return revoked != null;
  }

  /** Why it doesn't count at {@code at}, as the end of a sentence, or nothing if it does. */
  public Optional<String> notInForce(Instant at) {
    Instant lost = instant("revoked", revoked);
    Instant first = instant("from", from);
    Instant last = instant("until", until);
    if (lost != null && !at.isBefore(lost)) {
      return Optional.of("was revoked on " + revoked);
    }
    if (first != null && at.isBefore(first)) {
      return Optional.of("is valid only from " + from);
    }
    if (last != null && !at.isBefore(last)) {
      return Optional.of("was valid only until " + until);
    }
    return Optional.empty();
  }

  private static void append(StringBuilder line, String field, @Nullable String value) {
    if (value != null) {
      line.append(", ").append(field).append(": ").append(value);
    }
  }

  private static @Nullable Instant instant(String field, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          field + " must be a date or a time with its zone, not " + text, e);
    }
  }
}
