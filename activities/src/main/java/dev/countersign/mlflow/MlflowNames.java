package dev.countersign.mlflow;

import java.util.Map;
import java.util.TreeMap;

/**
 * Names as MLflow takes them: letters, digits and {@code _ - . : /} and blanks. Everything else is
 * written as {@code _} and its code point in hexadecimal, comparison signs as words, so that
 * different names stay different.
 */
final class MlflowNames {
  private static final String ALLOWED = "_-.:/ ";

  private MlflowNames() {}

  static String encode(String name) {
    String words =
        name.replace("<=", "at most ")
            .replace(">=", "at least ")
            .replace("<", "under ")
            .replace(">", "over ")
            .replace("&", "and");
    StringBuilder encoded = new StringBuilder();
    words
        .codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                encoded.appendCodePoint(point);
              } else {
                encoded.append('_').append(Integer.toHexString(point));
              }
            });
    return encoded.toString();
  }

  /**
   * Encodes all keys.
   *
   * @throws IllegalArgumentException if two become one
   */
  static <T> Map<String, T> encodeKeys(Map<String, T> named) {
    Map<String, T> encoded = new TreeMap<>();
    named.forEach(
        (name, value) -> {
          if (encoded.put(encode(name), value) != null) {
            throw new IllegalArgumentException(
                "two names would both be called " + encode(name) + " in MLflow");
          }
        });
    return encoded;
  }

  private static boolean isPlain(int point) {
    return point < 128 && (Character.isLetterOrDigit(point) || ALLOWED.indexOf(point) >= 0);
  }
}
