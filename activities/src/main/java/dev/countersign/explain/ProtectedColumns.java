package dev.countersign.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.passport.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns speak of a protected attribute: its own, and those the data audit's evidence says
 * give it away.
 *
 * @param columns own column first
 * @param audited whether the data audit measured what gives it away
 * @param threshold the area under the curve from which a column counts as giving it away
 */
record ProtectedColumns(Set<String> columns, boolean audited, double threshold) {
  private static final String AUDIT = "data-audit";
  private static final double GIVES_AWAY = 0.95;
  private static final JsonNode NONE = MissingNode.getInstance();

  static ProtectedColumns of(ProtectedAttribute attribute, GateContext context) {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(attribute.column());
    double threshold = threshold(context);
    boolean audited = false;
    for (JsonNode found : audit(context).map(r -> r.path("proxies")).orElse(NONE)) {
      if (found.path("attribute").asText().equals(attribute.attribute())) {
        for (JsonNode feature : found.path("features")) {
          audited = true;
          if (feature.path("auc").asDouble() >= threshold) {
            columns.add(feature.path("feature").asText());
          }
        }
      }
    }
    return new ProtectedColumns(columns, audited, threshold);
  }

  /** The lower of what the policy blocks and what it warns of. */
  private static double threshold(GateContext context) {
    CheckBar bar = context.policy().bar(AUDIT, "proxy-auc");
    Double blocks = bar == null ? null : bar.max();
    Object warns = context.policy().options().getOrDefault(AUDIT, Map.of()).get("warnAbove");
    return Math.min(
        blocks == null ? GIVES_AWAY : blocks,
        warns instanceof Number number ? number.doubleValue() : 1);
  }

  private static Optional<JsonNode> audit(GateContext context) {
    List<EvidenceRef> reports =
        context.earlier().stream()
            .filter(result -> result.gate().equals(AUDIT))
            .flatMap(result -> result.artifacts().stream())
            .filter(artifact -> artifact.name().equals(AUDIT + ".json"))
            .toList();
    return reports.stream()
        .findFirst()
        .map(report -> Json.read(context.evidence().get(report.digest()), JsonNode.class));
  }
}
