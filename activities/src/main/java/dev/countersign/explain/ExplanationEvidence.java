package dev.countersign.explain;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.gates.GateContext;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the gate found where people and machines can read it: JSON and plots. */
final class ExplanationEvidence {
  private ExplanationEvidence() {}

  static List<EvidenceRef> keep(GateContext context, ExplainedRows rows, List<String> unused) {
    GlobalExplanation global = GlobalExplanation.of(rows, unused);
    List<EvidenceRef> kept = new ArrayList<>();
    kept.add(context.evidence().put("explainability.json", Json.canonicalBytes(global)));
    ExplanationPlots.draw(rows, global)
        .forEach(
            (name, svg) ->
                kept.add(context.evidence().put(name, svg.getBytes(StandardCharsets.UTF_8))));
    return kept;
  }
}
