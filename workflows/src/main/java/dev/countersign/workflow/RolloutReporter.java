package dev.countersign.workflow;

import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RouteObservation;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells operators, and the release, where a rollout is. */
final class RolloutReporter {
  private final RolloutRequest request;
  private int step;
  private @Nullable String name;
  private double trafficPercent;
  private String doing = "starts";
  private boolean paused;
  private @Nullable String held;
  private @Nullable Instant until;
  private List<Check> open = List.of();
  private final Map<Integer, List<String>> warnings = new TreeMap<>();

  RolloutReporter(RolloutRequest request) {
    this.request = request;
  }

  RolloutProgress progress() {
    return new RolloutProgress(
        step,
        request.terms().plan().steps().size(),
        name,
        trafficPercent,
        doing,
        paused,
        held,
        until,
        open,
        allWarnings());
  }

  void doing(String what) {
    doing = what;
    describe();
  }

  /** What the last reading of a step warns of; it goes on all the same. */
  void warned(PlannedStep step, List<Check> checks) {
    List<String> now =
        checks.stream()
            .filter(check -> check.verdict() == Verdict.WARN)
            .map(check -> step.name() + ": " + Failures.checkInWords(check) + note(check))
            .toList();
    warnings.put(step.number(), now);
    describe();
  }

  private List<String> allWarnings() {
    return warnings.values().stream().flatMap(List::stream).toList();
  }

  private static String note(Check check) {
    return check.note() == null ? "" : ". " + check.note();
  }

  /** Stands still for a reason, until then at most. */
  void held(String why, Instant deadline) {
    held(why, deadline, List.of());
  }

  /** Stands still on checks that could be waived. */
  void held(String why, Instant deadline, List<Check> checks) {
    held = why;
    until = deadline;
    open = checks;
    doing(why);
    tell();
  }

  /** Stands still no more. */
  void free() {
    if (held != null) {
      held = null;
      until = null;
      open = List.of();
      tell();
    }
  }

  /** Answers a command. */
  void answer(RolloutAnswer answer) {
    Async.procedure(release()::rolloutAnswered, answer);
  }

  void step(PlannedStep next, String what) {
    free();
    step = next.number();
    name = next.name();
    doing(what);
  }

  void paused(boolean now) {
    paused = now;
    describe();
  }

  void observed(RouteObservation observation) {
    traffic(observation.route() == null ? 0 : observation.route().candidateWeight());
  }

  void committed() {
    doing = "the candidate has all traffic";
    traffic(100);
  }

  void givenBack(String reason) {
    doing = "gave everything back: " + reason;
    traffic(0);
  }

  private void traffic(double percent) {
    trafficPercent = percent;
    Workflow.upsertTypedSearchAttributes(Attributes.TRAFFIC.valueSet(percent));
    describe();
    tell();
  }

  private void tell() {
    Async.procedure(release()::rolloutProgress, progress());
  }

  private ReleaseWorkflow release() {
    return Workflow.newExternalWorkflowStub(ReleaseWorkflow.class, request.release());
  }

  private void describe() {
    OperatorView.show(
        """
        **%s %s** in %s: %s%s

        | step | traffic | bake | state |
        | --- | --- | --- | --- |
        %s%s
        """
            .formatted(
                request.model(),
                request.candidate().version(),
                request.terms().plan().environment(),
                doing,
                paused ? " (paused)" : "",
                rows(),
                allWarnings().stream()
                    .map("\n- warning: %s"::formatted)
                    .collect(Collectors.joining())));
  }

  private String rows() {
    StringBuilder rows = new StringBuilder();
    for (PlannedStep planned : request.terms().plan().steps()) {
      String state =
          planned.number() < step ? "done" : planned.number() == step ? "now" : "to come";
      rows.append(
          "| %d | %s | %s | %s |\n"
              .formatted(planned.number(), planned.name(), Words.of(planned.bake()), state));
    }
    return rows.toString();
  }
}
