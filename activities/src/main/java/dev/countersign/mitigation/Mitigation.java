package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Groups;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gate.Weight;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.repair.Repair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of the mitigation gate. */
final class Mitigation {
  private static final String AUDIT = "data-audit";
  private static final String DUE = "mitigation-due";

  private final GateContext context;
  private final Dataset data;
  private final RowSet rows;
  private final MitigationSpec spec;
  private final DataSpec described;
  private final List<ProtectedAttribute> attributes;
  private final List<Finding> findings;
  private final List<Check> figures = new ArrayList<>();
  private final List<EvidenceRef> artifacts = new ArrayList<>();

  Mitigation(GateContext context) {
    this.context = context;
    this.data = context.data();
    this.rows = data.auditRows();
    this.described = context.manifest().data();
    this.spec =
        Objects.requireNonNullElse(
            context.manifest().mitigation(), MitigationSpec.of(MitigationSpec.Method.NONE));
    this.attributes = Groups.named(context.manifest(), spec.allAttributes());
    this.findings = findings(context.earlier(), described.protectedAttributes());
  }

  private static List<Finding> findings(List<GateResult> earlier, List<ProtectedAttribute> known) {
    return earlier.stream()
        .filter(result -> result.gate().equals(AUDIT))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("mitigation answers the data audit: run it before"))
        .checks()
        .stream()
        .filter(check -> check.check().equals(Finding.DISPARATE_IMPACT))
        .map(check -> Finding.of(check, known))
        .toList();
  }

  GateResult run() {
    return switch (spec.method()) {
      case NONE -> answeredBy(finding -> unanswered(finding, "nothing is done about it"));
      case UPSTREAM -> answeredBy(this::upstream);
      case REWEIGHING -> reweigh();
      case THRESHOLD_OPTIMISATION, REJECT_OPTION -> decideByGroup();
      case DISPARATE_IMPACT_REMOVER -> repair();
      case FEATURE_REPLACEMENT -> replace();
    };
  }

  /** Turns one finding into what the gate says of it. */
  private interface Answer {
    Check of(Finding finding);
  }

  private GateResult answeredBy(Answer answer) {
    return result(findings.stream().filter(Finding::isFailed).map(answer::of).toList(), List.of());
  }

  /** Finds what stands against answering a finding. */
  private interface Objections {
    @Nullable String to(Finding finding);
  }

  private GateResult answeredUnless(Objections objections, String words) {
    return answeredBy(
        finding -> {
          String objection = objections.to(finding);
          return objection == null
              ? finding.answer(Verdict.WARN, words)
              : unanswered(finding, objection);
        });
  }

  private GateResult result(List<Check> answers, List<Weight> weights) {
    List<Check> checks = new ArrayList<>();
    checks.add(due(answers));
    checks.addAll(answers);
    checks.addAll(figures);
    List<Check> answered = new Bars(context.policy(), MitigationGate.ID).allAnswered(checks);
    return new GateResult(
        MitigationGate.ID, GateResult.verdictOf(answered), answered, weights, artifacts);
  }

  /** How many findings nothing answers for. */
  private Check due(List<Check> answers) {
    long open = answers.stream().filter(answer -> answer.verdict() == Verdict.FAIL).count();
    boolean claimed = spec.method() == MitigationSpec.Method.UPSTREAM;
    return new Check(
        DUE,
        null,
        null,
        null,
        null,
        (double) open,
        null,
        new Bounds(null, 0.0),
        open > 0 ? Verdict.FAIL : claimed ? Verdict.WARN : Verdict.PASS,
        null,
        "groups whose disparate impact failed the audit and is not mitigated",
        claimed
            ? "What happened upstream is the manifest's word: " + description()
            : "Method: " + method() + ".",
        null);
  }

  private Check upstream(Finding finding) {
    return finding.answer(
        Verdict.WARN,
        "Mitigated upstream, as the manifest says: "
            + description()
            + ". The model's decisions are judged in the evaluation.");
  }

  private static Check unanswered(Finding finding, String why) {
    return finding.answer(Verdict.FAIL, finding.due(why));
  }

  private GateResult reweigh() {
    if (attributes.isEmpty()) {
      return answeredBy(finding -> unanswered(finding, "no protected attribute is named"));
    }
    context.progress().report("weighing rows", 0);
    Reweighed reweighed = new Reweighed(data, rows, Reweighing.of(data, rows, attributes));
    List<Check> answers = reweighed.answers(findings);
    tryAlternatives();
    return result(answers, reweighed.asEvidence(described.label()));
  }

  private GateResult decideByGroup() {
    return answeredUnless(
        decisionTime()::objection,
        "Mitigated by "
            + method()
            + " at decision time. The evaluation judges the model's decisions, and leaves the"
            + " thresholds with all that were tried in decision-rule.json.");
  }

  private DecisionTime decisionTime() {
    return DecisionTime.of(context, spec, method(), attributes);
  }

  private GateResult repair() {
    DecisionTime leave = decisionTime();
    Optional<Repair> learnt = Optional.empty();
    if (leave.isAllowed()) {
      context.progress().report("repairing features", 0);
      learnt = Repair.of(context.manifest(), data);
      learnt
          .map(repair -> new Separation(data, repair, repairedAttribute()).figures())
          .ifPresent(this::show);
      tryAlternatives();
    }
    Repaired repaired = learnt.map(repair -> Repaired.of(repair, data)).orElse(null);
    return answeredUnless(
        finding -> {
          String objection = leave.objection(finding);
          return objection != null
              ? objection
              : Objects.requireNonNull(repaired).objection(finding);
        },
        "Mitigated by repairing features, learnt from the training rows and written into the model;"
            + " labels stay as they are. Texts are not repaired. The evaluation judges the model's"
            + " decisions.");
  }

  private String repairedAttribute() {
    return String.join(" & ", attributes.stream().map(ProtectedAttribute::attribute).toList());
  }

  private GateResult replace() {
    Map<String, String> replacements = Objects.requireNonNullElse(spec.replace(), Map.of());
    Options options = Options.of(context.policy(), MitigationGate.ID);
    Replacement replacement =
        new Replacement(
            data,
            replacements,
            options.integer("sampleRows", 3_000, 100, 1_000_000),
            options.integer("seed", 1, 0, Integer.MAX_VALUE));
    Map<List<ProtectedAttribute>, Replacement.Found> found = new HashMap<>();
    for (List<ProtectedAttribute> wanted : toldApart()) {
      found.put(wanted, replacement.of(wanted));
      show(found.get(wanted).figures());
    }
    tryAlternatives();
    return answeredUnless(
        finding ->
            found.containsKey(finding.attributes())
                ? found.get(finding.attributes()).objection(finding)
                : method() + " doesn't cover it",
        "Mitigated by replacing features that tell the group by others that tell it less; labels"
            + " stay as they are. The evaluation judges the model's decisions.");
  }

  /**
   * The attributes that are replaced for, and those of them that a failed finding takes together.
   */
  private Set<List<ProtectedAttribute>> toldApart() {
    return Stream.concat(
            attributes.stream().map(List::of),
            findings.stream()
                .filter(finding -> finding.isFailed() && finding.isCoveredBy(attributes))
                .map(Finding::attributes))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void tryAlternatives() {
    context.progress().report("trying less discriminatory alternatives", 0.2);
    switch (new PermittedAlternatives(context, spec, attributes).search()) {
      case PermittedAlternatives.Search.Done(Alternatives found) -> {
        show(List.of(found.accuracyCost(), found.lessDiscriminatory()));
        artifacts.addAll(found.leaveIn(context.evidence()));
      }
      case PermittedAlternatives.Search.LeftOut leftOut -> show(leftOut.figures());
    }
  }

  private void show(List<Figure> shown) {
    Bars bars = new Bars(context.policy(), MitigationGate.ID);
    shown.forEach(figure -> figures.add(figure.judgedBy(bars.of(figure.judgedBy(null).check()))));
  }

  private String method() {
    return spec.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String description() {
    return spec.description() == null ? "it says nothing" : spec.description();
  }
}
