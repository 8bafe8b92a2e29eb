package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.decision.DecisionRule;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.GroupThresholds;
import dev.countersign.decision.Grouping;
import dev.countersign.evaluation.FairnessChecks.Counted;
import dev.countersign.evaluation.FairnessChecks.Reach;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Evaluates a model, or predictions already made, on rows it never saw: fairness first, then
 * performance, then what it costs, then against what serves now. What a mitigation was worth shows
 * here, in decisions.
 */
public final class EvaluationGate implements Gate {
  static final String ID = "evaluation";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public GateResult run(GateContext context) {
    Bars bars = new Bars(context.policy(), ID);
    context.progress().report("asking the model about the evaluation rows", 0);
    EvaluationSet set = EvaluationSet.load(context);
    if (set == null) {
      Figure absent =
          Figure.of("accuracy")
              .note("There is no model to ask and there are no predictions to judge.");
      return GateResult.of(ID, bars.allAnswered(List.of(absent.judgedBy(null))), List.of());
    }
    List<Check> checks = new ArrayList<>(fairness(context, set, bars));
    context.progress().report("measured fairness", 0.4);
    PerformanceChecks performance = new PerformanceChecks(bars);
    checks.addAll(performance.of(set.candidate()));
    checks.addAll(cost(context, set, performance));
    Options options = Options.of(context.policy(), ID);
    Slices.of(options.under("slices"), context.data(), context.data().judgedRows())
        .forEach(
            (name, rows) -> checks.addAll(performance.ofSlice(name, set.candidate().select(rows))));
    checks.addAll(cases(context, set, options.under("cases"), bars));
    context.progress().report("measured performance", 0.7);
    checks.addAll(incumbent(context, set, bars));
    checks.add(EvaluationReuse.count(set, context.manifest().metadata(), context.evidence(), bars));
    List<Check> all = bars.allAnswered(checks);
    return GateResult.of(ID, all, artifacts(context, set, all));
  }

  private static List<Counted> counted(EvaluationSet set, ScoredRows rows) {
    return set.groupings().stream().map(g -> new Counted(g, rows.confusionBy(g))).toList();
  }

  private static Reach intersections(GateContext context) {
    return Reach.of(
        Options.of(context.policy(), ID)
            .word("intersections", "warn", Set.of("off", "warn", "block")));
  }

  private static List<Check> fairness(GateContext context, EvaluationSet set, Bars bars) {
    return new FairnessChecks(bars, intersections(context)).of(counted(set, set.candidate()));
  }

  private static List<Check> cost(
      GateContext context, EvaluationSet set, PerformanceChecks performance) {
    List<Check> checks = new ArrayList<>();
    Scorer model = context.model();
    Frame inputs = set.inputs();
    if (model != null && inputs != null && inputs.rows() > 0) {
      checks.add(performance.latency(Latency.measure(model, inputs)));
    }
    checks.addAll(performance.size(context.modelFile()));
    return checks;
  }

  private static List<Check> cases(
      GateContext context, EvaluationSet set, Options cases, Bars bars) {
    Scorer model = context.model();
    if (model == null && !cases.keys().isEmpty()) {
      return cases.keys().stream()
          .sorted()
          .map(name -> Figure.of("case-outcome").on(name).note("There is no model to ask."))
          .map(figure -> figure.judgedBy(Cases.bar(bars)))
          .toList();
    }
    return model == null
        ? List.of()
        : new Cases(cases, model, set, Decisions.of(context).threshold()).checks(bars);
  }

  private static List<Check> incumbent(GateContext context, EvaluationSet set, Bars bars) {
    IncumbentChecks against = new IncumbentChecks(bars);
    ScoredRows serving = set.incumbent();
    if (serving == null) {
      String trouble = set.incumbentTrouble();
      boolean named = context.manifest().incumbent() != null || trouble != null;
      return named
          ? against.uncompared(trouble == null ? "The incumbent can't be asked." : trouble)
          : List.of();
    }
    List<Check> checks = new ArrayList<>();
    boolean warnOnly = intersections(context) != Reach.BLOCK;
    for (Grouping grouping : set.groupings()) {
      checks.addAll(
          against.fairness(
              grouping,
              set.candidate().confusionBy(grouping),
              serving.confusionBy(grouping),
              grouping.isIntersection() && warnOnly));
    }
    checks.addAll(against.performance(set.candidate(), serving));
    return checks;
  }

  private static List<EvidenceRef> artifacts(
      GateContext context, EvaluationSet set, List<Check> checks) {
    List<EvidenceRef> artifacts = new ArrayList<>();
    byte[] report = Json.canonicalBytes(EvaluationReport.of(set, checks));
    artifacts.add(context.evidence().put("evaluation.json", report));
    EvaluationPlots.of(set, checks)
        .forEach(
            (name, svg) ->
                artifacts.add(context.evidence().put(name, svg.getBytes(StandardCharsets.UTF_8))));
    GroupThresholds thresholds = Decisions.of(context).byGroup();
    if (thresholds != null) {
      artifacts.addAll(DecisionRule.leaveIn(context.evidence(), thresholds));
    }
    return artifacts;
  }
}
