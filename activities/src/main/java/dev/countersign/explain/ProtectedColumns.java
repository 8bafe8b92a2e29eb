package dev.countersign.explain;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns speak of a protected attribute: its own, and those the data audit found to give it
 * away.
 *
 * @param columns own column first
 * @param audited whether the data audit looked for proxies of it
 */
record ProtectedColumns(Set<String> columns, boolean audited) {
  private static final String AUDIT = "data-audit";
  private static final String PROXY = "proxy-auc";

  static ProtectedColumns of(
      ProtectedAttribute attribute, List<GateResult> earlier, List<String> read) {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(attribute.column());
    Optional<GateResult> audit =
        earlier.stream().filter(result -> result.gate().equals(AUDIT)).findFirst();
    List<Check> looked =
        audit.stream()
            .flatMap(result -> result.checks().stream())
            .filter(check -> check.check().equals(PROXY))
            .filter(check -> names(check).anyMatch(attribute.attribute()::equals))
            .toList();
    for (Check check : looked) {
      if (check.verdict() != null && check.verdict() != Verdict.PASS) {
        names(check).filter(read::contains).forEach(columns::add);
      }
    }
    return new ProtectedColumns(columns, !looked.isEmpty());
  }

  private static Stream<String> names(Check check) {
    return Stream.of(
            Optional.ofNullable(check.attribute()),
            Optional.ofNullable(check.group()),
            Optional.ofNullable(check.reference()))
        .flatMap(Optional::stream);
  }
}
