package dev.countersign.passport;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Textual key files (RFC 7468): base64 between a BEGIN and an END line. */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String write(String label, byte[] der) {
    byte[] newline = {'\n'};
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(LINE, newline).encodeToString(der), label);
  }

  /**
   * The content of the block with this label.
   *
   * @throws IllegalArgumentException if there is none; the text itself is never repeated, it may be
   *     a secret
   */
  static byte[] read(String label, String text) {
    Matcher block =
        Pattern.compile(
                "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
            .matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "no block -----BEGIN " + label + "----- there; expected an Ed25519 key as PEM");
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
