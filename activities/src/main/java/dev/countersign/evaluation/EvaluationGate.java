package dev.countersign.evaluation;

import dev.countersign.data.Frame;
import dev.countersign.data.Slice;
import dev.countersign.decision.DecisionRule;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.GroupThresholds;
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
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates a model, or predictions already made, on rows it never saw: fairness first, then
 * performance, then what it costs, then against what serves now. What a mitigation was worth shows
 * here, in decisions.
 */
public final class EvaluationGate implements Gate {
  static final String ID = "evaluation";
  private static final long ROWS_IN_MEMORY = 100_000;

  private final long rowsInMemory;

  /** Counts rows where they are when there are more than a hundred thousand. */
  public EvaluationGate() {
    this(ROWS_IN_MEMORY);
  }

  /**
   * @param rowsInMemory how many rows may come into memory, at least 1; more are counted where they
   *     are, a model is asked about them block by block, and what needs rows one by one has a
   *     sample of so many
   */
  public EvaluationGate(long rowsInMemory) {
    this.rowsInMemory = rowsInMemory;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public GateResult run(GateContext context) {
    Bars bars = new Bars(context.policy(), ID);
    context.progress().report("asking the model about the evaluation rows", 0);
    Options options = Options.of(context.policy(), ID);
    List<Slice> slices = Slices.of(options.under("slices"), context.data());
    Decisions rule = Decisions.of(context);
    EvaluationSet set = EvaluationSet.load(context, rule, slices, rowsInMemory);
    if (set == null) {
      Figure absent =
          Figure.of("accuracy")
              .note("There is no model to ask and there are no predictions to judge.");
      return GateResult.of(ID, bars.allAnswered(List.of(absent.judgedBy(null))), List.of());
    }
    Reach intersections = reach(options, "intersections", "warn");
    List<Check> checks =
        new ArrayList<>(new FairnessChecks(bars, intersections).of(set.groups(), set.turned()));
    context.progress().report("measured fairness", 0.4);
    OutcomeChecks outcomes = new OutcomeChecks(bars);
    PerformanceChecks performance = PerformanceChecks.of(bars, set.all().outcome());
    checks.addAll(outcomes.performance(set.all()));
    checks.addAll(performance.of(set.all()));
    Reach byGroup = reach(options, "performanceByGroup", "off");
    checks.addAll(outcomes.withinGroups(set.groups(), byGroup));
    checks.addAll(performance.withinGroups(set.groups(), byGroup));
    checks.addAll(cost(context, set, performance));
    set.slices()
        .forEach(
            (name, rows) -> {
              checks.addAll(outcomes.ofSlice(name, rows));
              checks.addAll(performance.ofSlice(name, rows));
            });
    checks.addAll(cases(context, options.under("cases"), bars, rule));
    context.progress().report("measured performance", 0.7);
    checks.addAll(incumbent(context, set, bars, rule, intersections));
    checks.add(EvaluationReuse.count(set, context.manifest().metadata(), context.evidence(), bars));
    List<Check> all = bars.allAnswered(checks);
    return GateResult.of(ID, all, artifacts(context, rule, set, all));
  }

  private static Reach reach(Options options, String key, String otherwise) {
    return Reach.of(options.word(key, otherwise, Set.of("off", "warn", "block")));
  }

  private static List<Check> cost(
      GateContext context, EvaluationSet set, PerformanceChecks performance) {
    List<Check> checks = new ArrayList<>();
    Scorer model = context.model();
    Frame inputs = set.rows() == null ? null : set.rows().inputs();
    if (model != null && inputs != null && inputs.rows() > 0) {
      checks.add(performance.latency(Latency.measure(model, inputs)));
    }
    checks.addAll(performance.size(context.modelFile()));
    return checks;
  }

  private static List<Check> cases(GateContext context, Options cases, Bars bars, Decisions rule) {
    Scorer model = context.model();
    if (model == null) {
      return cases.keys().stream()
          .sorted()
          .map(name -> Figure.of("case-outcome").on(name).note("There is no model to ask."))
          .map(figure -> figure.judgedBy(Cases.bar(bars)))
          .toList();
    }
    return new Cases(cases, model, context.data(), rule).checks(bars);
  }

  private static List<Check> incumbent(
      GateContext context, EvaluationSet set, Bars bars, Decisions rule, Reach intersections) {
    JudgedRows rows = set.rows();
    IncumbentChecks against =
        new IncumbentChecks(bars, rule, rows == null ? Optional.empty() : rows.sampled());
    Predicted serving = rows == null ? null : rows.incumbent();
    if (rows == null || serving == null) {
      String trouble = set.incumbentTrouble();
      boolean named = context.manifest().incumbent() != null || trouble != null;
      return named
          ? against.uncompared(trouble == null ? "The incumbent can't be asked." : trouble)
          : List.of();
    }
    Paired<Predicted> models = new Paired<>(rows.candidate(), serving);
    List<Check> checks = new ArrayList<>();
    for (ScoredGroups attribute : set.groups()) {
      if (intersections != Reach.OFF || !attribute.isIntersection()) {
        boolean warns = attribute.isIntersection() && intersections != Reach.BLOCK;
        checks.addAll(
            against.fairness(models, attribute.groups(), rows.grouping(attribute), warns));
      }
    }
    checks.addAll(against.performance(models));
    checks.addAll(
        against.uncompared(
            "Its loss against what serves now is not measured: leave maxDrop out, or set it of"
                + " another metric.",
            checks));
    return checks;
  }

  private static List<EvidenceRef> artifacts(
      GateContext context, Decisions rule, EvaluationSet set, List<Check> checks) {
    List<EvidenceRef> artifacts = new ArrayList<>();
    byte[] report = Json.canonicalBytes(EvaluationReport.of(set, checks));
    artifacts.add(context.evidence().put("evaluation.json", report));
    EvaluationPlots.of(set, checks)
        .forEach(
            (name, svg) ->
                artifacts.add(context.evidence().put(name, svg.getBytes(StandardCharsets.UTF_8))));
    GroupThresholds thresholds = rule.byGroup();
    if (thresholds != null) {
      artifacts.addAll(DecisionRule.leaveIn(context.evidence(), thresholds));
    }
    return artifacts;
  }
}
