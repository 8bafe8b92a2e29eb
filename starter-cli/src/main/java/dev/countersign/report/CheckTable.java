package dev.countersign.report;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Checks in columns: verdict, what, about whom, value, interval, bounds; a note below whatever is
 * not a plain pass. Columns are as wide as they need to be.
 */
public final class CheckTable {
  private static final int COLUMNS = 6;
  private static final int VALUE = 3;

  /** How often rows were looked at is told even where no bar asks for it. */
  private static final Set<String> ALWAYS_TOLD = Set.of("evaluation-reuse");

  private CheckTable() {}

  /** What a reader is told of a gate: what is judged, and what everybody should know. */
  public static List<Check> told(GateResult result) {
    return result.checks().stream()
        .filter(check -> check.verdict() != null || isAlwaysTold(check))
        .toList();
  }

  /** Whether a check is told whatever came of it, a bar or none. */
  static boolean isAlwaysTold(Check check) {
    return ALWAYS_TOLD.contains(check.check());
  }

  /** One line a check or note. */
  public static List<String> of(List<Check> checks, Ink ink) {
    List<String[]> rows = checks.stream().map(CheckTable::cells).toList();
    int[] widths = new int[COLUMNS];
    for (String[] row : rows) {
      for (int column = 0; column < COLUMNS; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Check check = checks.get(i);
      lines.add(line(rows.get(i), widths, check, ink));
      if (isOpen(check) && check.note() != null) {
        lines.add(" ".repeat(widths[0] + 2) + ink.faint(check.note()));
      }
    }
    return lines;
  }

  private static String[] cells(Check check) {
    return new String[] {
      check.verdict() == null ? "figure" : check.verdict().name(),
      check.check(),
      CheckWords.whom(check),
      CheckWords.value(check),
      Numbers.of(check.interval()),
      Numbers.of(check.bounds())
    };
  }

  private static String line(String[] row, int[] widths, Check check, Ink ink) {
    StringBuilder line = new StringBuilder();
    String verdict = padded(row[0], widths[0]);
    line.append(
        check.verdict() == null
            ? ink.faint(verdict)
            : ink.of(Objects.requireNonNull(check.verdict()), verdict));
    for (int column = 1; column < COLUMNS; column++) {
      String gap = " ".repeat(widths[column] - row[column].length());
      line.append("  ").append(column == VALUE ? gap + row[column] : row[column] + gap);
    }
    return line.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static boolean isOpen(Check check) {
    return check.verdict() != Verdict.PASS;
  }
}
