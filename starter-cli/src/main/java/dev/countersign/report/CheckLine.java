package dev.countersign.report;

import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One check on one line: verdict, what, about whom, value, interval, bounds. */
public final class CheckLine {
  private CheckLine() {}

  /** The line, and its note below it where it is not a plain pass. */
  public static List<String> of(Check check, Ink ink) {
    List<String> lines = new ArrayList<>();
    Verdict verdict = check.verdict();
    String word = verdict == null ? "figure" : verdict.name();
    String padded = "%-12s".formatted(word);
    lines.add(
        (verdict == null ? ink.faint(padded) : ink.of(verdict, padded))
            + " %-28s %-24s %10s  %-18s %s"
                .formatted(
                    check.check(),
                    whom(check),
                    value(check),
                    Numbers.of(check.interval()),
                    Numbers.of(check.bounds()))
                .stripTrailing());
    if (verdict != null && verdict != Verdict.PASS && check.note() != null) {
      lines.add(" ".repeat(13) + ink.faint(check.note()));
    }
    return lines;
  }

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
  static String value(Check check) {
    return check.value() == null ? "–" : Numbers.of(check.value());
  }

  /** About whom, for example {@code age <=25 / >25}. */
  static String whom(Check check) {
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
