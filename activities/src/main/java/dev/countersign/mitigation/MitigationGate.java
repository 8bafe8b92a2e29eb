package dev.countersign.mitigation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gate.Weight;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.MitigationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The gate {@value #ID}. Where the audit failed disparate impact, something has to be done about
 * it: a warning that says what was done is the best that can come of it here, since reweighed
 * labels are even by construction and the proof is in the model's decisions.
 */
public final class MitigationGate implements Gate {
  /** The gate's id. */
  public static final String ID = "mitigation";

  private static final String DUE = "mitigation-due";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public GateResult run(GateContext context) {
    List<Check> failed = failedByAudit(context.earlier());
    MitigationSpec spec = context.manifest().mitigation();
    MitigationSpec.Method method = spec == null ? MitigationSpec.Method.NONE : spec.method();
    List<Weight> weights = List.of();
    List<Check> checks = new ArrayList<>();
    if (spec != null && method == MitigationSpec.Method.REWEIGHING) {
      weights = reweigh(context, spec, checks);
    }
    for (Check check : failed) {
      checks.add(due(check, spec, method));
    }
    if (failed.isEmpty()) {
      checks.add(nothingDue());
    }
    return new GateResult(ID, GateResult.verdictOf(checks), checks, weights, List.of());
  }

  private static List<Check> failedByAudit(List<GateResult> earlier) {
    GateResult audit =
        earlier.stream()
            .filter(result -> result.gate().equals("data-audit"))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("mitigation needs the data audit's result"));
    return audit.checks().stream()
        .filter(c -> c.check().equals("disparate-impact") && c.verdict() == Verdict.FAIL)
        .toList();
  }

  private static List<Weight> reweigh(
      GateContext context, MitigationSpec spec, List<Check> checks) {
    Dataset data = context.data();
    RowSet rows = data.isSplit() ? RowSet.TRAIN : RowSet.ALL;
    List<ProtectedAttribute> attributes =
        context.manifest().data().protectedAttributes().stream()
            .filter(attribute -> spec.allAttributes().contains(attribute.attribute()))
            .toList();
    Reweighing reweighing = Reweighing.of(data, rows, attributes);
    if (!reweighing.oneSided().isEmpty()) {
      throw new DataException(
          "reweighing can't even out "
              + String.join(", ", reweighing.oneSided())
              + ": one of the labels never occurs there; use another attribute or another method");
    }
    List<Weight> weights =
        reweighing.weights(
            context.manifest().data().label().favourable(), unfavourable(context, rows));
    GateResult weighted = new GateResult(ID, Verdict.PASS, List.of(), weights, List.of());
    double[] sample = SampleWeights.of(data, rows, context.manifest().data(), weighted);
    for (ProtectedAttribute attribute : context.manifest().data().protectedAttributes()) {
      boolean mitigated = spec.allAttributes().contains(attribute.attribute());
      checks.addAll(WeightedAudit.of(data, rows, attribute, sample, mitigated));
    }
    return weights;
  }

  /** How the data writes the label that is not favourable. */
  private static String unfavourable(GateContext context, RowSet rows) {
    var label = context.manifest().data().label();
    var others = new TreeSet<String>();
    var column = context.data().frame(rows, List.of(label.column())).column(label.column());
    for (int row = 0; row < column.size(); row++) {
      others.add(LabelText.of(column, row));
    }
    others.removeIf(text -> LabelText.same(text, label.favourable()));
    return others.size() == 1 ? others.first() : "not " + label.favourable();
  }

  private static Check due(
      Check failed, @Nullable MitigationSpec spec, MitigationSpec.Method method) {
    boolean named = spec != null && spec.allAttributes().contains(failed.attribute());
    return switch (method) {
      case REWEIGHING ->
          named
              ? answered(
                  failed,
                  Verdict.WARN,
                  "Mitigated: training rows are reweighed. Judge by the evaluation.")
              : unanswered(failed);
      case UPSTREAM ->
          answered(
              failed,
              Verdict.WARN,
              "Mitigated upstream, as the manifest says: "
                  + (spec == null || spec.description() == null
                      ? "not described"
                      : spec.description())
                  + ". Judge by the evaluation.");
      case NONE -> unanswered(failed);
      case DISPARATE_IMPACT_REMOVER, THRESHOLD_OPTIMISATION ->
          answered(
              failed,
              Verdict.FAIL,
              "This build reweighs only; write mitigation.method: reweighing, or mitigate upstream.");
    };
  }

  private static Check unanswered(Check failed) {
    return answered(
        failed,
        Verdict.FAIL,
        "Disparate impact beyond the bar must be mitigated: name "
            + failed.attribute()
            + " in mitigation.attribute, with method reweighing for example.");
  }

  private static Check answered(Check failed, Verdict verdict, String note) {
    return new Check(
        DUE,
        failed.attribute(),
        failed.group(),
        failed.reference(),
        "labels",
        failed.value(),
        failed.interval(),
        failed.bounds(),
        verdict,
        failed.n(),
        failed.convention(),
        note,
        null);
  }

  private static Check nothingDue() {
    return new Check(
        DUE,
        null,
        null,
        null,
        null,
        0.0,
        null,
        new Bounds(null, 0.0),
        Verdict.PASS,
        null,
        "failures of disparate impact that nothing is done about",
        "The audit found no disparate impact beyond the bar.",
        null);
  }
}
