package dev.countersign.workflow;

import dev.countersign.activity.GateActivities;
import dev.countersign.activity.GateReport;
import dev.countersign.activity.GateTask;
import dev.countersign.gate.Check;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Verdict;
import dev.countersign.workflow.StageView.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Runs a gate and decides what follows from its verdict: a pass or a warning goes on, a failure
 * stops the release, and what is inconclusive is held for a named person until a deadline whose
 * answer is no.
 */
final class Gates {
  private static final int NAMED = 3;

  private final ReleaseState state;
  private final Control control;
  private final WaiverDesk waivers;
  private final OperatorView view;
  private List<Check> due = List.of();

  Gates(ReleaseState state, Control control, WaiverDesk waivers, OperatorView view) {
    this.state = state;
    this.control = control;
    this.waivers = waivers;
    this.view = view;
  }

  StageEnd dataAudit() {
    GateReport report = measure("audit the data", GateActivities::dataAudit);
    due =
        report.open().stream()
            .filter(check -> MitigationRule.isDue(check, state.release().mitigated()))
            .toList();
    if (due.isEmpty()) {
      return decide(report);
    }
    List<Check> others = report.open().stream().filter(check -> !due.contains(check)).toList();
    StageEnd rest = decide(report, others);
    return new StageEnd(
        rest.how().goesOn() ? Ended.WARNED : rest.how(),
        "mitigation is due: " + inWords(due) + (others.isEmpty() ? "" : "; " + rest.headline()));
  }

  StageEnd mitigation() {
    GateReport report = measure("mitigate disparate impact", GateActivities::mitigation);
    StageEnd end = decide(report);
    List<Check> unanswered =
        waivers.unwaived(report.gate(), MitigationRule.unanswered(due, report.open()));
    return unanswered.isEmpty() || !end.how().goesOn()
        ? end
        : new StageEnd(
            Ended.FAILED,
            "the mitigation has no answer to what the audit found: " + inWords(unanswered));
  }

  StageEnd evaluation() {
    return decide(measure("evaluate fairness, then performance", GateActivities::evaluation));
  }

  StageEnd explainability() {
    return decide(measure("explain the model", GateActivities::explainability));
  }

  StageEnd adversarial() {
    return decide(measure("attack the model", GateActivities::adversarial));
  }

  StageEnd modelCard() {
    return decide(measure("write the model card", GateActivities::modelCard));
  }

  private GateReport measure(
      String summary, BiFunction<GateActivities, GateTask, GateReport> gate) {
    GateReport report = gate.apply(Calls.gate(summary), state.gateTask());
    state.reported(report);
    state.progress().found(List.of(report.result()));
    return report;
  }

  private StageEnd decide(GateReport report) {
    return decide(report, report.open());
  }

  private StageEnd decide(GateReport report, List<Check> open) {
    Verdict verdict = verdict(report, open);
    if (verdict == Verdict.INCONCLUSIVE) {
      verdict = hold(report, open);
    }
    List<Check> standing = waivers.unwaived(report.gate(), open);
    return switch (verdict) {
      case PASS -> StageEnd.passed(passes(report));
      case WARN -> new StageEnd(Ended.WARNED, passes(report) + warnings(open));
      case INCONCLUSIVE -> new StageEnd(Ended.EXPIRED, "nobody decided: " + inWords(standing));
      case FAIL -> new StageEnd(Ended.FAILED, inWords(standing));
    };
  }

  /** The verdict that is left when waived checks count as warnings. */
  private Verdict verdict(GateReport report, List<Check> open) {
    if (report.open().isEmpty() || report.isCut()) {
      return report.verdict();
    }
    boolean waived = waivers.unwaived(report.gate(), open).size() < open.size();
    Verdict standing =
        waivers.unwaived(report.gate(), open).stream()
            .map(Check::verdict)
            .filter(Objects::nonNull)
            .reduce(Verdict.PASS, Verdict::worst);
    return waived ? standing.worst(Verdict.WARN) : standing;
  }

  private Verdict hold(GateReport report, List<Check> open) {
    Duration patience = state.release().holdDeadline();
    state.open(waivers.unwaived(report.gate(), open));
    state
        .progress()
        .waiting(
            Status.HELD,
            ReleaseState.now(),
            "inconclusive: "
                + inWords(state.open())
                + ". Decide within "
                + Words.of(patience)
                + " by `countersign waive`, or it expires");
    view.awaiting(List.of("waiver"));
    view.describe(control.paused());
    Waiting.until(
        ReleaseState.now().plus(patience),
        "somebody has to decide by then, or the release expires",
        () -> verdict(report, open) != Verdict.INCONCLUSIVE || control.aborted());
    state.open(List.of());
    view.awaiting(List.of());
    control.stopIfAborted();
    return verdict(report, open);
  }

  private static String passes(GateReport report) {
    int all = report.counts().values().stream().mapToInt(Integer::intValue).sum();
    return report.counts().getOrDefault(Verdict.PASS, 0) + " of " + all + " checks pass";
  }

  private static String warnings(List<Check> open) {
    return open.isEmpty() ? "" : "; warns: " + inWords(open);
  }

  private static String inWords(List<Check> checks) {
    return checks.stream()
            .limit(NAMED)
            .map(Failures::checkInWords)
            .collect(Collectors.joining("; "))
        + (checks.size() > NAMED ? " and " + (checks.size() - NAMED) + " more" : "");
  }
}
