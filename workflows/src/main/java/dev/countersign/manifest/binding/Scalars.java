package dev.countersign.manifest.binding;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types of plain scalars, after the core schema of YAML 1.2 without octal and hexadecimal. */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
  private static final int SHOWN = 60;

  private Scalars() {}

  static boolean isNull(String plain) {
    return plain.isEmpty()
        || plain.equals("~")
        || plain.equals("null")
        || plain.equals("Null")
        || plain.equals("NULL");
  }

  static Optional<Boolean> flag(String plain) {
    return switch (plain) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A whole number, where a {@code long} holds it. */
  static Optional<Long> whole(String plain) {
    if (plain.length() > 20 || !WHOLE.matcher(plain).matches()) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(plain);
    return number.bitLength() < Long.SIZE ? Optional.of(number.longValue()) : Optional.empty();
  }

  /** A finite number. */
  static Optional<Double> real(String plain) {
    if (plain.length() > 100 || !REAL.matcher(plain).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(plain);
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }

  /** Whether a YAML reader without a schema would not take it for a text. */
  static boolean isTyped(String plain) {
    return isNull(plain) || flag(plain).isPresent() || REAL.matcher(plain).matches();
  }

  /** The value a reader without a schema would take it for; null for YAML's null. */
  static @Nullable Object natural(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    }
    if (isNull(text)) {
      return null;
    }
    Optional<Boolean> flag = flag(text);
    if (flag.isPresent()) {
      return flag.get();
    }
    Optional<Long> whole = whole(text);
    if (whole.isPresent()) {
      return Numbers.compact(whole.get());
    }
    Optional<Double> real = real(text);
    return real.isPresent() ? Numbers.compact(real.get()) : text;
  }

  static String words(String plain) {
    if (isNull(plain)) {
      return "empty";
    }
    if (flag(plain).isPresent()) {
      return "the boolean " + plain;
    }
    return (REAL.matcher(plain).matches() ? "the number " : "the text ") + quote(plain);
  }

  /** The text between quotes, shortened, control characters replaced. */
  static String quote(String text) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return "'" + shown.replaceAll("\\p{Cntrl}", "␣") + "'";
  }
}
