package dev.countersign.audit;

import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.page.Html;
import dev.countersign.page.Shown;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reader of the page should look at first: what did not pass, then what was noticed. */
record Findings(List<Check> checks) {
  private static final int SHOWN = 20;

  /** Of one check, where there are more than can be shown: else the first would hide the others. */
  private static final int SHOWN_OF_ONE = 5;

  /** Shown beside verdicts when they are above 0, also where no bar judges them. */
  private static final Set<String> NOTICED =
      Set.of(
          "split-leakage",
          "time-order",
          "label-quality",
          "duplicate-rows",
          "missing-values",
          "constant-columns",
          "near-constant-columns",
          "mixed-types",
          "disguised-missing-values",
          "spelling-variants",
          "correlated-features",
          "drifted-columns");

  String html() {
    List<Check> found =
        Stream.concat(
                checks.stream()
                    .filter(check -> verdict(check) != Verdict.PASS)
                    .sorted(Comparator.comparing(Findings::verdict).reversed()),
                checks.stream().filter(check -> verdict(check) == Verdict.PASS && isNoticed(check)))
            .toList();
    if (found.isEmpty()) {
      return Html.paragraph("Nothing stands out.");
    }
    List<Check> shown = found.size() <= SHOWN ? found : someOfEach(found);
    String table =
        Html.table(
            List.of("check", "of", "value", "bounds", "verdict", "note"),
            shown.stream().map(Findings::row).toList());
    int left = found.size() - shown.size();
    return left == 0
        ? table
        : table + Html.paragraph(left + " more stand among all checks, below.");
  }

  private static List<Check> someOfEach(List<Check> found) {
    Map<String, Integer> seen = new HashMap<>();
    return found.stream()
        .filter(check -> seen.merge(check.check(), 1, Integer::sum) <= SHOWN_OF_ONE)
        .limit(SHOWN)
        .toList();
  }

  private static List<String> row(Check check) {
    return List.of(
        check.check(),
        Stream.of(check.attribute(), check.group())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(": ")),
        Shown.of(check.value()),
        Shown.of(check.bounds()),
        Shown.of(check.verdict()),
        Shown.of(check.note()));
  }

  private static boolean isNoticed(Check check) {
    Double value = check.value();
    return NOTICED.contains(check.check()) && value != null && value > 0;
  }

  /** What it concluded; a figure that nobody bounds stands for a pass. */
  static Verdict verdict(Check check) {
    return Objects.requireNonNullElse(check.verdict(), Verdict.PASS);
  }
}
