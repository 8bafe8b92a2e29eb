package dev.countersign.passport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Content digests, written {@code sha256:} and 64 lower-case hexadecimal digits. */
public final class Digests {
  public static final String PREFIX = "sha256:";

  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int BUFFER = 1 << 16;

  private Digests() {}

  /** The digest of {@code content}. */
  public static String sha256(byte[] content) {
    return named(newSha256().digest(content));
  }

  /** The digest of everything left in {@code content}, read in pieces and not closed. */
  public static String sha256(InputStream content) throws IOException {
    return copy(content, OutputStream.nullOutputStream());
  }

  /** Copies everything left in {@code from} and gives its digest; neither stream is closed. */
  public static String copy(InputStream from, OutputStream to) throws IOException {
    MessageDigest sha256 = newSha256();
    byte[] buffer = new byte[BUFFER];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      sha256.update(buffer, 0, read);
      to.write(buffer, 0, read);
    }
    return named(sha256.digest());
  }

  /** The digest of a value's canonical JSON. */
  public static String ofJson(Object value) {
    return sha256(Json.canonicalBytes(value));
  }

  /** Whether {@code digest} has the shape of a digest. */
  public static boolean isValid(@Nullable String digest) {
    return digest != null && SHAPE.matcher(digest).matches();
  }

  /**
   * Gives {@code digest} back if it has the shape of one.
   *
   * @throws IllegalArgumentException if it hasn't
   */
  public static String validate(@Nullable String digest) {
    if (digest == null || !isValid(digest)) {
      throw new IllegalArgumentException(
          "a digest is sha256: and 64 lower-case hexadecimal digits, not " + digest);
    }
    return digest;
  }

  /**
   * The 64 hexadecimal digits alone.
   *
   * @throws IllegalArgumentException if {@code digest} hasn't the shape of one
   */
  public static String parse(@Nullable String digest) {
    return validate(digest).substring(PREFIX.length());
  }

  private static String named(byte[] sha256) {
    return PREFIX + HexFormat.of().formatHex(sha256);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
