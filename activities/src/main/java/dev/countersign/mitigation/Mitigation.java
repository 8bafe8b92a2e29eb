package dev.countersign.mitigation;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gate.Weight;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of the mitigation gate. */
final class Mitigation {
  private static final String AUDIT = "data-audit";
  private static final String DUE = "mitigation-due";
  private static final MitigationSpec NONE =
      new MitigationSpec(MitigationSpec.Method.NONE, null, null, null, null, null);

  private final GateContext context;
  private final Dataset data;
  private final RowSet rows;
  private final MitigationSpec spec;
  private final List<ProtectedAttribute> attributes;
  private final List<Finding> findings;

  Mitigation(GateContext context) {
    this.context = context;
    this.data = context.data();
    this.rows = data.auditRows();
    this.spec = Objects.requireNonNullElse(context.manifest().mitigation(), NONE);
    this.attributes =
        context.manifest().data().protectedAttributes().stream()
            .filter(attribute -> spec.allAttributes().contains(attribute.attribute()))
            .sorted(Comparator.comparing(ProtectedAttribute::attribute))
            .toList();
    this.findings = findings(context.earlier());
  }

  private static List<Finding> findings(List<GateResult> earlier) {
    return earlier.stream()
        .filter(result -> result.gate().equals(AUDIT))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("mitigation answers the data audit: run it before"))
        .checks()
        .stream()
        .filter(check -> check.check().equals(Finding.DISPARATE_IMPACT))
        .map(Finding::new)
        .toList();
  }

  GateResult run() {
    return switch (spec.method()) {
      case NONE -> answeredBy(finding -> unanswered(finding, "nothing is done about it"));
      case UPSTREAM -> answeredBy(this::upstream);
      case REWEIGHING -> reweigh();
      case THRESHOLD_OPTIMISATION -> answeredBy(this::atDecisionTime);
      case DISPARATE_IMPACT_REMOVER ->
          answeredBy(
              finding ->
                  unanswered(finding, "features can't be repaired here; reweigh rows instead"));
    };
  }

  /** Turns one finding into what the gate says of it. */
  private interface Answer {
    Check of(Finding finding);
  }

  private GateResult answeredBy(Answer answer) {
    List<Check> checks = findings.stream().filter(Finding::isFailed).map(answer::of).toList();
    return result(checks, List.of());
  }

  private GateResult result(List<Check> answers, List<Weight> weights) {
    List<Check> checks = new ArrayList<>();
    checks.add(due(answers));
    checks.addAll(answers);
    return new GateResult(
        MitigationGate.ID, GateResult.verdictOf(checks), checks, weights, List.of());
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

  private Check unanswered(Finding finding, String why) {
    return finding.answer(
        Verdict.FAIL,
        "Mitigation is due and "
            + why
            + ": name a method and the attribute "
            + finding.attribute()
            + " under mitigation, or mend the data.");
  }

  private GateResult reweigh() {
    if (attributes.isEmpty()) {
      return answeredBy(finding -> unanswered(finding, "no protected attribute is named"));
    }
    context.progress().report("weighing rows", 0);
    Reweighing weights = Reweighing.of(data, rows, attributes);
    List<Check> answers = new ArrayList<>();
    for (ProtectedAttribute attribute : context.manifest().data().protectedAttributes()) {
      WeightedRates rates = WeightedRates.of(data, rows, attribute, weights);
      findings.stream()
          .filter(finding -> finding.attribute().equals(attribute.attribute()))
          .forEach(finding -> answers.add(reweighed(finding, rates)));
    }
    return result(answers, weights(weights));
  }

  private Check reweighed(Finding finding, WeightedRates rates) {
    Check audited = finding.audited();
    Double after =
        rates.ratio(String.valueOf(audited.group()), String.valueOf(audited.reference()));
    boolean covered = spec.allAttributes().contains(finding.attribute());
    String change = "Before weighting: " + finding.before() + ". ";
    boolean within = finding.isWithinBounds(after);
    if (finding.isFailed() && !(covered && within)) {
      String why =
          covered
              ? "weights can't even a group without one of the labels"
              : "weights don't cover it";
      Check unanswered = unanswered(finding, why);
      return finding.answer("weighted labels", after, Verdict.FAIL, change + unanswered.note());
    }
    if (finding.isFailed()) {
      return finding.answer(
          "weighted labels",
          after,
          Verdict.WARN,
          change
              + "Mitigated: weighted labels are even by construction, so the evidence is the model's"
              + " decisions in the evaluation.");
    }
    return finding.answer(
        "weighted labels",
        after,
        within || audited.bounds() == null ? null : Verdict.WARN,
        change
            + (within ? "Not beyond the bar." : "Weighting for others moves it beyond the bar."));
  }

  private List<Weight> weights(Reweighing reweighing) {
    String favourable = context.manifest().data().label().favourable();
    List<String> others = data.unfavourableLabels();
    List<Weight> weights = new ArrayList<>();
    reweighing
        .weights()
        .forEach(
            (group, own) -> {
              if (own.favourable() > 0) {
                weights.add(new Weight(reweighing.name(), group, favourable, own.favourable()));
              }
              if (own.unfavourable() > 0) {
                others.forEach(
                    label ->
                        weights.add(
                            new Weight(reweighing.name(), group, label, own.unfavourable())));
              }
            });
    return weights;
  }

  /** Methods that need the attribute when the model decides. */
  private Check atDecisionTime(Finding finding) {
    ProtectedAttribute attribute =
        attributes.stream()
            .filter(a -> a.attribute().equals(finding.attribute()))
            .findFirst()
            .orElse(null);
    String objection = objection(attribute);
    return objection == null
        ? finding.answer(
            Verdict.WARN,
            "Mitigated by "
                + method()
                + " at decision time. The model's decisions are judged in the evaluation.")
        : unanswered(finding, objection);
  }

  private @Nullable String objection(@Nullable ProtectedAttribute attribute) {
    if (attribute == null) {
      return method() + " doesn't cover it";
    }
    String name = attribute.attribute();
    if (attribute.useOrDefault() != Use.DECISION) {
      return method() + " needs " + name + " at decision time, so its use must be decision";
    }
    if (!context.policy().allows(name, Use.DECISION)) {
      return "the policy forbids using " + name + " at decision time";
    }
    if (spec.method() == MitigationSpec.Method.THRESHOLD_OPTIMISATION
        && data.count(RowSet.CALIBRATION) == 0) {
      return "thresholds are fitted on calibration rows, of which data.split gives none";
    }
    return null;
  }

  private String method() {
    return spec.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String description() {
    return spec.description() == null ? "it says nothing" : spec.description();
  }
}
