package dev.countersign.plot;

import dev.countersign.passport.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Parts of file names that tell things apart whose names a file system could take amiss. */
public final class FileNames {
  private static final int DIGITS = 8;

  private FileNames() {}

  /**
   * A part of a file name for each name. Eight hex digits of the name's SHA-256 follow where its
   * plain form alone could be that of another: where it has other characters than those of ASCII,
   * or another of the names has the same plain form, in capitals or not.
   *
   * @param plain what is left of a name that has none but characters no file system minds
   * @return by name, in the order given
   */
  public static Map<String, String> of(Collection<String> names, UnaryOperator<String> plain) {
    Map<String, Integer> alike = new HashMap<>();
    for (String name : Set.copyOf(names)) {
      alike.merge(folded(plain.apply(name)), 1, Integer::sum);
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String name : names) {
      String left = plain.apply(name);
      boolean tells = isAscii(name) && Objects.equals(alike.get(folded(left)), 1);
      parts.put(name, tells ? left : left + "-" + digits(name));
    }
    return parts;
  }

  private static String folded(String plain) {
    return plain.toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 0x80);
  }

  private static String digits(String name) {
    String digest = Digests.sha256(name.getBytes(StandardCharsets.UTF_8));
    return digest.substring(Digests.PREFIX.length(), Digests.PREFIX.length() + DIGITS);
  }
}
