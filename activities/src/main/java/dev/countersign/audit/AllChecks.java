package dev.countersign.audit;

import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.page.Html;
import dev.countersign.page.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every check, as a section of the page: what did not pass stands open, the worst first; all else
 * is folded away by kind of check.
 */
record AllChecks(List<Check> checks) {
  /** So many of one kind stand open; more of it are folded too. */
  private static final int OPEN = 20;

  private static final List<String> HEADS =
      List.of("of", "group", "value", "interval", "bounds", "verdict", "note");

  String html() {
    List<Check> open = new ArrayList<>();
    Map<String, List<Check>> folded = new LinkedHashMap<>();
    Map<String, Integer> opened = new LinkedHashMap<>();
    for (Check check : worstFirst()) {
      if (Findings.verdict(check) != Verdict.PASS
          && opened.merge(check.check(), 1, Integer::sum) <= OPEN) {
        open.add(check);
      } else {
        folded.computeIfAbsent(check.check(), kind -> new ArrayList<>()).add(check);
      }
    }
    StringBuilder html = new StringBuilder();
    html.append(open.isEmpty() ? Html.paragraph("No check warned or failed.") : table(open, true));
    for (String kind : kinds()) {
      List<Check> rest = folded.get(kind);
      if (rest != null) {
        html.append(Html.folded(kind + ": " + summary(rest), table(rest, false)));
      }
    }
    return html.toString();
  }

  private List<Check> worstFirst() {
    return checks.stream().sorted(Comparator.comparing(Findings::verdict).reversed()).toList();
  }

  /** In the order in which they were made. */
  private List<String> kinds() {
    return checks.stream().map(Check::check).distinct().toList();
  }

  /** How many there are of every verdict, the worst first. */
  private static String summary(List<Check> checks) {
    Map<String, Long> counts = new LinkedHashMap<>();
    checks.forEach(check -> counts.merge(word(check.verdict()), 1L, Long::sum));
    return String.join(
        ", ",
        counts.entrySet().stream().map(e -> Shown.of(e.getValue()) + " " + e.getKey()).toList());
  }

  private static String word(@Nullable Verdict verdict) {
    return switch (verdict) {
      case FAIL -> "more failed";
      case INCONCLUSIVE -> "more inconclusive";
      case WARN -> "more with a warning";
      case PASS -> "passed";
      case null -> "without a bar";
    };
  }

  private static String table(List<Check> checks, boolean named) {
    List<String> heads = new ArrayList<>(HEADS);
    if (named) {
      heads.addFirst("check");
    }
    return Html.table(heads, checks.stream().map(check -> row(check, named)).toList());
  }

  private static List<String> row(Check check, boolean named) {
    return Stream.of(
            named ? check.check() : null,
            Shown.of(check.attribute()),
            Shown.of(check.group()),
            Shown.of(check.value()),
            Shown.of(check.interval()),
            Shown.of(check.bounds()),
            Shown.of(check.verdict()),
            Shown.of(check.note()))
        .filter(Objects::nonNull)
        .toList();
  }
}
