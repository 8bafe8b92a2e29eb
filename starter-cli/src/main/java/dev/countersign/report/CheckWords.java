package dev.countersign.report;

import dev.countersign.gate.Check;
import org.jspecify.annotations.Nullable;

/** A check in words. */
public final class CheckWords {
  private CheckWords() {}

  /** The check in a sentence without colours, for CI. */
  public static String sentence(Check check) {
    StringBuilder words = new StringBuilder(check.check());
    if (!whom(check).isEmpty()) {
      words.append(' ').append(whom(check));
    }
    words.append(check.value() == null ? ": not measured" : " is " + value(check));
    if (check.interval() != null) {
      words.append(' ').append(Numbers.of(check.interval()));
    }
    if (check.bounds() != null) {
      words.append(", ").append(Numbers.of(check.bounds()));
    }
    if (check.note() != null) {
      words.append(". ").append(check.note());
    }
    return words.toString();
  }

  /** The value with four digits, or that there is none. */
  public static String value(Check check) {
    return check.value() == null ? "–" : Numbers.of(check.value());
  }

  /** About whom, for example {@code age <=25 / >25}. */
  public static String whom(Check check) {
    StringBuilder whom = new StringBuilder();
    append(whom, "", check.attribute());
    append(whom, " ", check.group());
    append(whom, " / ", check.reference());
    return whom.toString().strip();
  }

  private static void append(StringBuilder whom, String before, @Nullable String part) {
    if (part != null) {
      whom.append(before).append(part);
    }
  }
}
